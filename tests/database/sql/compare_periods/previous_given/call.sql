-- a day against a whole week of the year before; what lies between counts nowhere
from compare_periods(
    since := date '2021-03-10', until := date '2021-03-11',
    previous_since := date '2020-03-02', previous_until := date '2020-03-09'
)
select group_key, name, articles, previous_articles, change, change_share, items, previous_items, n,
    mean, previous_n, previous_mean, mean_change, rank, previous_rank, rank_change, stories,
    previous_stories, story_share, previous_story_share, score, p_value, q_value
