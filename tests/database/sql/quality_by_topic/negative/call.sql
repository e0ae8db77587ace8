-- of -4 and -1 p10 is -4 + 0.1 * 3 and p90 -4 + 0.9 * 3
from quality_by_topic(min_articles := 1)
select topic, articles, n, mean, median, p10, p90
