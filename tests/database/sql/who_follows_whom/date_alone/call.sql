-- a date alone has no order within its day: one.example enters with its later, timed item; three.example does not enter
from who_follows_whom(min_stories := 1) select provider_domain, other_domain, before, after, tied, median_lag_hours
