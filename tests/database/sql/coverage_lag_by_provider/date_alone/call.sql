-- midnight in UTC is a date without a time, from which no lag is counted
from coverage_lag_by_provider(min_stories := 1)
