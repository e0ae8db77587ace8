-- six lags of 1, 2, 3, 4, 5 and 9 hours: the interval of their median is from the first to the last, as
-- (7 - 1.96 x 2.449) / 2 = 1.1; their mean 4 has the variance 8/6, with 5 degrees of freedom
from coverage_lag_by_provider()
select
    provider_domain, first_share, first_share_low, first_share_high, p50, p50_low, p50_high,
    mean, mean_low, mean_high
