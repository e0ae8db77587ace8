-- two.example's first items come two hours later, and at the same time: both are first then; in random
-- order one.example is first in 1/2 of a story of two items and 1/3 of one of three
from coverage_lag_by_provider(min_stories := 1)
select provider_domain, provider_name, stories, firsts, first_share, expected_firsts, p50, p90, mean
