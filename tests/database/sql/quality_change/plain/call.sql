-- 40 and 60 of one story, 80 and 60 alone have the mean 60: the stories are -20, 20 and 0 off their
-- share, so the variance is 800 / (4² - 6) = 80, with 6² / 18 - 1 = 1 degree of freedom; that of 40, 50
-- and 60 is 200 / (3² - 3) = 100/3 with 2; their sum is 340/3 with
-- (340/3)² / (80² / 1 + (100/3)² / 2) = 578/313 ones; t is 10 / sqrt(340/3)
from quality_change(since := date '2021-03-02', until := date '2021-03-03')
