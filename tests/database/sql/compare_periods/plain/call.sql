-- the week from 8 March against the week before it: 8 is earlier than both, 9 later; 5 is unscored
from compare_periods(since := date '2021-03-08', until := date '2021-03-15')
select group_key, name, articles, previous_articles, change, change_share, items, previous_items, n,
    mean, previous_n, previous_mean, mean_change, rank, previous_rank, rank_change, stories,
    previous_stories, story_share, previous_story_share, score, p_value, q_value
