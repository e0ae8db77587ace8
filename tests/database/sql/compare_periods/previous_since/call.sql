-- where only previous_since is given, the period before is as long as this one: 3 and 4 March, of
-- which the 3rd lies in both
from compare_periods(
    since := date '2021-03-02', until := date '2021-03-04', previous_since := date '2021-03-03'
)
select group_key, name, articles, previous_articles, change, change_share, items, previous_items, n,
    mean, previous_n, previous_mean, mean_change, rank, previous_rank, rank_change, stories,
    previous_stories, story_share, previous_story_share, score, p_value, q_value
