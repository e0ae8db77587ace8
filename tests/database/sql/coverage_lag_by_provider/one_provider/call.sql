-- stories of one provider are not compared, nor those of one item
from coverage_lag_by_provider(min_stories := 1)
