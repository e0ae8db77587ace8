-- a is always 12 minutes behind, b 12, 6 and 18: equal in median and mean, so the first domain comes
-- first, whatever the hours are rounded to
from coverage_lag_by_provider(min_stories := 3)
select provider_domain, provider_name, stories, firsts, first_share, expected_firsts, p50, p90, mean
