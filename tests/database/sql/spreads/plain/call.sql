-- 40 and 60 of one story, 80 and 60 alone: the mean 60 has the variance 80, with 1 degree of freedom
-- (see quality_change). With so few, the share below the median is anything, so its interval is from
-- the least to the most. 3/4 are published: the stories are -1/2, 1/4 and 1/4 off their share, so the
-- variance is 3/8 / (4² - 6) = 3/80, and 4 articles are as good as 3/16 / (3/80) = 5, but no more than 4
from spreads(null, null, 'UTC', 'all')
