-- the ninth day before is out of the baseline
from topic_momentum(since := date '2021-03-10', min_articles := 1)
select topic, articles, baseline, baseline_periods, ratio, stories, baseline_stories, share,
    baseline_share, score, p_value, q_value
