-- at two days one is gone, and one was added less than two days before the last commit
from related_growth(most_days := 2)
