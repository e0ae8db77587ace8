-- mean 150/4; the median lies between 20 and 40; p10 at place 0.3 is 10 + 0.3 * 10, p90 at place
-- 2.7 is 40 + 0.7 * 40
from quality_by_provider(min_articles := 4)
select provider_domain, provider_name, articles, n, mean, median, p10, p90
