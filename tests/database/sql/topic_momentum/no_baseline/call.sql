-- the first day has no baseline, so there is no score either; of equals the first topic comes first
from topic_momentum(since := date '2021-03-01', min_articles := 1)
select topic, articles, baseline, baseline_periods, ratio, stories, baseline_stories, share,
    baseline_share, score, p_value, q_value
