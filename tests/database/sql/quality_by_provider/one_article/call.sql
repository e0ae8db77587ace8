-- a single value is its own mean, median and percentiles
from quality_by_provider(min_articles := 1)
select provider_domain, provider_name, articles, n, mean, median, p10, p90
