-- New York's 7 November 2021 has 25 hours, from 04:00 UTC to 05:00 UTC; the day before it has 24
from quality_change_decomposition(
    since := date '2021-11-07', until := date '2021-11-08', tz := 'America/New_York'
)
