-- items without a time stand aside: two.example has no other
from coverage_lag_by_provider(min_stories := 1)
