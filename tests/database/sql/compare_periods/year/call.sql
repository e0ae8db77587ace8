-- before 2021 comes the whole of 2020, though that has a day more
from compare_periods(since := date '2021-01-01', until := date '2022-01-01')
