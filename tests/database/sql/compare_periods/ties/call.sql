-- equals share the better rank: a, b and nobody the second place now, b and d the first before;
-- who has no article in a period has no rank in it; nobody comes last among equals, undated 8 is in
-- neither period
from compare_periods(since := date '2021-03-02', until := date '2021-03-03')
select group_key, name, articles, previous_articles, change, change_share, items, previous_items, n,
    mean, previous_n, previous_mean, mean_change, rank, previous_rank, rank_change, stories,
    previous_stories, story_share, previous_story_share, score, p_value, q_value
