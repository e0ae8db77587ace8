-- two documents of one URL are one item
from coverage_by_provider()
