-- p10 of 10 and 20 is 10 + 0.1 * 10; the quiet day has no articles, the unscored one no values
from quality_by_date()
select date, articles, n, mean, median, p10, p90
