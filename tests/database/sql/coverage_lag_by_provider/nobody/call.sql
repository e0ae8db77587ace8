-- items without a provider stand aside, though they come first
from coverage_lag_by_provider(min_stories := 1)
select provider_domain, provider_name, stories, firsts, first_share, expected_firsts, p50, p90, mean
