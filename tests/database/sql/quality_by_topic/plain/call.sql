-- the first article counts under both topics; p10 of two values lies a tenth of the way: chips 10
-- + 0.1 * 80 = 18, AI 10 + 0.1 * 10 = 11
from quality_by_topic(min_articles := 2)
select topic, articles, n, mean, median, p10, p90
