-- Wilson’s intervals of 6 and 1 of 7 stories of the day, and of 3, 5 and 1 of 8 in the two days before it
from topic_momentum(since := date '2021-03-03', until := date '2021-03-04', min_articles := 1)
select topic, share, share_low, share_high, baseline_share, baseline_share_low, baseline_share_high
