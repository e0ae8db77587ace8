-- where only previous_until is given, the period before is as long as this one: 2 and 3 March
from compare_periods(
    since := date '2021-03-10', until := date '2021-03-12', previous_until := date '2021-03-04'
)
select group_key, name, articles, previous_articles, change, change_share, items, previous_items, n,
    mean, previous_n, previous_mean, mean_change, rank, previous_rank, rank_change, stories,
    previous_stories, story_share, previous_story_share, score, p_value, q_value
