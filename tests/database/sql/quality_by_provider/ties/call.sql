-- equal means stand in alphabetical order of the domains, nobody's last; of two equally frequent
-- names the alphabetically first is the usual one; p10 of 30 and 50 is 30 + 0.1 * 20
from quality_by_provider(min_articles := 1)
select provider_domain, provider_name, articles, n, mean, median, p10, p90
