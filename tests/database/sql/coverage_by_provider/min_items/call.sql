-- one.example is left out, but its item still counts in the whole
from coverage_by_provider(min_items := 2)
