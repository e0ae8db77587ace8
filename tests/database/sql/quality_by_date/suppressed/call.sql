-- days of fewer than two scored articles keep their place and their counts, but not their measures
from quality_by_date(min_articles := 2)
select date, articles, n, mean, median, p10, p90
