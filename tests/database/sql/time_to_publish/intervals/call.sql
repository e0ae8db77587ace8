-- 4 of 5 documents of three commits, of 2, 2 and 1: these are 0.4, 0.4 and -0.8 off, so the variance is
-- 0.96 / (5² - 9) = 0.06, and 0.16 / 0.06 = 8/3 documents count. Half of each of the first two commits are
-- below the median, so its interval has the values next to it
from time_to_publish()
select provider_domain, share, share_low, share_high, median_hours, median_low, median_high
