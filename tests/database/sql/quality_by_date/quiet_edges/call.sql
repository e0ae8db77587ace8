-- a period has all its days, but not the one at its end; the undated article lies outside
from quality_by_date(since := date '2021-03-01', until := date '2021-03-04')
select date, articles, n, mean, median, p10, p90
