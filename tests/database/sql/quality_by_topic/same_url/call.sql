-- two documents of one URL and one quality are two articles: mean 40/3, median 10, p90 at place
-- 1.8 is 10 + 0.8 * 10
from quality_by_topic(min_articles := 1)
select topic, articles, n, mean, median, p10, p90
