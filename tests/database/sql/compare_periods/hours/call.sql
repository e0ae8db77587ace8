-- the afternoon in Berlin, 12:00 to 18:00 (11:00 to 17:00 UTC), against the six hours before
from compare_periods(
    since := timestamp '2021-03-02 12:00', until := timestamp '2021-03-02 18:00',
    tz := 'Europe/Berlin'
)
select group_key, name, articles, previous_articles, change, change_share, items, previous_items, n,
    mean, previous_n, previous_mean, mean_change, rank, previous_rank, rank_change, stories,
    previous_stories, story_share, previous_story_share, score, p_value, q_value
