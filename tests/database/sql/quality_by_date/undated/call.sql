-- undated articles come last, on no date
from quality_by_date()
select date, articles, n, mean, median, p10, p90
