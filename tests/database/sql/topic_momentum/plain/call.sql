-- one day against the two before it: AI has 6 against 3/2, Chips 1 against 5/2, Health 0 against 1/2
from topic_momentum(since := date '2021-03-03', until := date '2021-03-04', min_articles := 1)
select topic, articles, baseline, baseline_periods, ratio, stories, baseline_stories, share,
    baseline_share, score, p_value, q_value
