-- where no period is asked for it is the week that ends with the day of the last article, here from 8
-- March; a topic that stands twice on an article counts once
from topic_momentum(min_articles := 1)
select topic, articles, baseline, baseline_periods, ratio, stories, baseline_stories, share,
    baseline_share, score, p_value, q_value
