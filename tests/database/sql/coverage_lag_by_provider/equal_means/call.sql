-- a is always 12 minutes behind, b 12, 6 and 18: equal in median and mean, so the first domain comes
-- first, whatever the hours are rounded to
from coverage_lag_by_provider(min_stories := 3)
