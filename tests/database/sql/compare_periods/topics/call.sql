-- by topic: 1 counts under both of its topics, 2 once though its topic stands twice, 4 under none;
-- 1 and 2 are one item, which is one of the day before too
from compare_periods(since := date '2021-03-02', until := date '2021-03-03', by := 'topic')
select group_key, name, articles, previous_articles, change, change_share, items, previous_items, n,
    mean, previous_n, previous_mean, mean_change, rank, previous_rank, rank_change, stories,
    previous_stories, story_share, previous_story_share, score, p_value, q_value
