-- half past eleven at night UTC on 28 February is 1 March in Berlin; only 1 and 2 match everything
from compare_periods(
    since := date '2021-03-01', until := date '2021-03-02', topic := 'AI',
    provider := 'ONE.example', tz := 'Europe/Berlin'
)
select group_key, name, articles, previous_articles, change, change_share, items, previous_items, n,
    mean, previous_n, previous_mean, mean_change, rank, previous_rank, rank_change, stories,
    previous_stories, story_share, previous_story_share, score, p_value, q_value
