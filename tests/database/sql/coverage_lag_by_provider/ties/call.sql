-- two.example's first items come two hours later, and at the same time: both are first then
from coverage_lag_by_provider(min_stories := 1)
