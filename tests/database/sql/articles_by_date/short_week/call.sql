-- London's week from 22 March 2021 begins at 00:00 UTC and ends on Sunday at 23:00 UTC
from articles_by_date(
    since := date '2021-03-22', until := date '2021-03-29', tz := 'Europe/London', bucket := 'week'
)
