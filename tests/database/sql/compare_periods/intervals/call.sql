-- three scores of 70, 73 and 76: the variance of their mean is 9/3 = 3, with 2 degrees of freedom; that of
-- 40 and 60 is 200/2 = 100, with 1. The change of 23 has the variance 103, with
-- 103² / (3²/2 + 100²/1) degrees of freedom (Welch). One has 3 of 4 stories, before 2 of 2
from compare_periods(since := date '2021-03-08', until := date '2021-03-15')
select
    group_key, mean, mean_low, mean_high, previous_mean, previous_mean_low, previous_mean_high,
    mean_change, mean_change_low, mean_change_high, story_share, story_share_low, story_share_high,
    previous_story_share, previous_story_share_low, previous_story_share_high
