-- AI has five articles in the period and before, Chips four
from topic_momentum(since := date '2021-03-02')
select topic, articles, baseline, baseline_periods, ratio, stories, baseline_stories, share,
    baseline_share, score, p_value, q_value
