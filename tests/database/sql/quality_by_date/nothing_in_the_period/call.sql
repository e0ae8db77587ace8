-- a quiet period has its days all the same
from quality_by_date(since := date '2021-03-01', until := date '2021-03-03')
select date, articles, n, mean, median, p10, p90
