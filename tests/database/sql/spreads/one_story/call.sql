-- a single story has no interval, not even of its median
from spreads(null, null, 'UTC', 'all')
select scored, mean, mean_low, mean_high, median, median_low, median_high, published_share_low
