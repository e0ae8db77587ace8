-- of the stories of 2 March in Berlin one.example opens both, one of them with two.example
from coverage_lag_by_provider(since := date '2021-03-02', until := date '2021-03-03', tz := 'Europe/Berlin', min_stories := 1)
select provider_domain, provider_name, stories, firsts, first_share, expected_firsts, p50, p90, mean
