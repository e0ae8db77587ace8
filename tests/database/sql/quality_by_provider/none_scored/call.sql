-- asked for however few scored articles, a provider without any has no quality and comes last
from quality_by_provider(min_articles := 0)
select provider_domain, provider_name, articles, n, mean, median, p10, p90
