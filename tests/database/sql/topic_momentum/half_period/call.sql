-- two days from the 6th: of the periods before, that from the 4th is known whole; that from the 2nd
-- began before the first article, so the article of the 3rd is left out
from topic_momentum(since := date '2021-03-06', until := date '2021-03-08', min_articles := 1)
select topic, articles, baseline, baseline_periods, ratio, stories, baseline_stories, share,
    baseline_share, score, p_value, q_value
