-- before March comes the whole of February, though that has three days less
from compare_periods(since := date '2021-03-01', until := date '2021-04-01')
