-- 40 and 60 of one story, 80 and 60 alone: the mean 60 has the variance 80, with 1 degree of freedom
-- (see quality_change). With so few, the share below the median is anything, so its interval is from
-- the least to the most
from quality_by_date()
select date, mean, mean_low, mean_high, median, median_low, median_high
