-- Berlin's 28 March is an hour short, from 23:00 to 22:00 UTC; the 27th had all its hours
from topic_momentum(
    since := date '2021-03-28', until := date '2021-03-29', tz := 'Europe/Berlin', min_articles := 1
)
select topic, articles, baseline, baseline_periods, ratio, stories, baseline_stories, share,
    baseline_share, score, p_value, q_value
