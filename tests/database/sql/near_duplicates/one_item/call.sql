-- a single item is no group
from near_duplicates()
