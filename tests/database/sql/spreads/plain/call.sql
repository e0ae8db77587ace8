-- 40 and 60 of one story, 80 and 60 alone are as good as 8/3 stories: the mean 60 has the variance 80
-- (see quality_change), with 5/3 degrees of freedom. With so few, the share below the median is
-- anything, so its interval is from the least to the most. 3/4 are published: the stories are -1/2, 1/4
-- and 1/4 off their share, so the variance is 3/8 / 16 x 8/5 = 3/80, and 4 articles are as good as
-- 3/16 / (3/80) = 5, but no more than 4
from spreads(null, null, 'UTC', 'all')
