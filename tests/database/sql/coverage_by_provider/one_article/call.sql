-- a single document without related items is a single item
from coverage_by_provider()
