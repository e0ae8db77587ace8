-- one.example is 2 and 4 hours before two.example, and once at the same time; each has one item, so 1 of 2 is expected
from who_follows_whom(min_stories := 3)
select provider_domain, provider_name, other_domain, other_name, stories, before, after, tied,
    share, share_low, share_high, expected_share, median_lag_hours, z, p, q
