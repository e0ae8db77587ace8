-- a has two articles in the period before, so it stays; b has at most one, and is left out, though it
-- shares a's rank
from compare_periods(since := date '2021-03-02', until := date '2021-03-03', min_articles := 2)
select group_key, name, articles, previous_articles, change, change_share, items, previous_items, n,
    mean, previous_n, previous_mean, mean_change, rank, previous_rank, rank_change, stories,
    previous_stories, story_share, previous_story_share, score, p_value, q_value
