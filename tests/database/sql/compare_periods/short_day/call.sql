-- London's 28 March 2021 has 23 hours, to 23:00 UTC; the day before it has all its 24
from compare_periods(
    since := date '2021-03-28', until := date '2021-03-29', tz := 'Europe/London'
)
select group_key, name, articles, previous_articles, change, change_share, items, previous_items, n,
    mean, previous_n, previous_mean, mean_change, rank, previous_rank, rank_change, stories,
    previous_stories, story_share, previous_story_share, score, p_value, q_value
