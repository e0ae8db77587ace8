-- a single value is its own mean, median and percentiles
from quality_by_date(bucket := 'month')
select date, articles, n, mean, median, p10, p90
