-- New York's 7 November 2021 has 25 hours, from 04:00 UTC (summer time) to 05:00 UTC (winter time)
from articles_by_date(
    since := date '2021-11-07', until := date '2021-11-08', tz := 'America/New_York'
)
