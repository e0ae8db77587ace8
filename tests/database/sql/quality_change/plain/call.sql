-- 40 and 60 of one story, 80 and 60 alone have the mean 60: the stories are -20, 20 and 0 off their
-- share, and as good as 16/6 of equal size, so the variance is 800/16 x 8/3 / (5/3) = 80 with 5/3
-- degrees of freedom; that of 40, 50 and 60 is 200/9 x 3/2 = 100/3 with 2; their sum is 340/3 with
-- (340/3)² / (80² / (5/3) + (100/3)² / 2) = 2890/989 ones; t is 10 / sqrt(340/3)
from quality_change(since := date '2021-03-02', until := date '2021-03-03')
