-- London's 28 March 2021 has 23 hours: 23:00 UTC is the 29th
from quality_by_date(
    since := date '2021-03-28', until := date '2021-03-30', tz := 'Europe/London'
)
select date, articles, n, mean, median, p10, p90
