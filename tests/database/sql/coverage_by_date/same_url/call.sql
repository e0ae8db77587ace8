-- two documents of one URL are one item, published when the one with the lower id says
from coverage_by_date()
