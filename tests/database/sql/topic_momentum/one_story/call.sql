-- seven articles of one story count once: AI has 1 of 2 stories, as before 2 of 4
from topic_momentum(since := date '2021-03-02', min_articles := 1)
select topic, articles, baseline, baseline_periods, ratio, stories, baseline_stories, share,
    baseline_share, score, p_value, q_value
