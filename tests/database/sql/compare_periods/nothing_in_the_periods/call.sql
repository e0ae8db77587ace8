-- a provider without an article in either period has no row
from compare_periods(since := date '2021-03-02', until := date '2021-03-03')
