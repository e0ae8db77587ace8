-- quality may lie below zero: mean 25/4, median (0 + 10) / 2, p10 -10 + 0.3 * 10, p90 10 + 0.7 *
-- 15
from quality_by_provider(min_articles := 1)
select provider_domain, provider_name, articles, n, mean, median, p10, p90
