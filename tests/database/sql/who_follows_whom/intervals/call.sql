-- six lags of 1, 2, 3, 4, 5 and 9 hours: the interval of their median is from the first to the last, as
-- (7 - 1.96 x 2.449) / 2 = 1.1
from who_follows_whom()
select provider_domain, median_lag_hours, median_lag_low, median_lag_high
