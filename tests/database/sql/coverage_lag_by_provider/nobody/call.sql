-- items without a provider stand aside, though they come first
from coverage_lag_by_provider(min_stories := 1)
