-- where all stories are tied there is no share, no z and no p
from who_follows_whom(min_stories := 1)
select provider_domain, provider_name, other_domain, other_name, stories, before, after, tied,
    share, share_low, share_high, expected_share, median_lag_hours, z, p, q
