-- a topic that was not there before has no ratio, but a score: (3 - 0) / sqrt(0 + 1); an undated
-- article is in no period
from topic_momentum(since := date '2021-03-02', min_articles := 1)
select topic, articles, baseline, baseline_periods, ratio, stories, baseline_stories, share,
    baseline_share, score, p_value, q_value
