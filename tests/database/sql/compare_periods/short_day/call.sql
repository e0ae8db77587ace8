-- London's 28 March 2021 has 23 hours, to 23:00 UTC; the day before it has all its 24
from compare_periods(
    since := date '2021-03-28', until := date '2021-03-29', tz := 'Europe/London'
)
