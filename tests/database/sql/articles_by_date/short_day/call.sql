-- London's 28 March 2021 has 23 hours: it ends at 23:00 UTC, and so do the days after it
from articles_by_date(
    since := date '2021-03-27', until := date '2021-03-30', tz := 'Europe/London'
)
