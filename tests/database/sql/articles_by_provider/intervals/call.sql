-- 1 and 2 are one story. Of 6 articles, 3 are of either: the variance of the share is
-- (36 x 5 - 2 x 6 x 3 x 5 + 9 x 8) / (36 x (36 - 8)) = 1/14, so they count as 1/4 x 14 = 7/2. Of the second
-- three, each its own story, 1 is published: 2/9 / (1/9) = 2 count. The stories of 1, 2 and 3 are too few
from articles_by_provider()
select
    provider_domain, published_share, published_share_low, published_share_high, share, share_low, share_high
