-- before March comes the whole of February, though that has three days less
from compare_periods(since := date '2021-03-01', until := date '2021-04-01')
select group_key, name, articles, previous_articles, change, change_share, items, previous_items, n,
    mean, previous_n, previous_mean, mean_change, rank, previous_rank, rank_change, stories,
    previous_stories, story_share, previous_story_share, score, p_value, q_value
