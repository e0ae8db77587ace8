-- of two documents that list an item under two providers the one with the lower id decides
from coverage_by_provider()
