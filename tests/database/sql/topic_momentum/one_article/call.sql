-- a single article has nothing to rise from
from topic_momentum(min_articles := 1)
select topic, articles, baseline, baseline_periods, ratio, stories, baseline_stories, share,
    baseline_share, score, p_value, q_value
