-- each mean has the variance 8 / (3² - 3) = 4/3, with 2 degrees of freedom. Of 82, 81 and 42 the center
-- is 205/3 and the sum of weighted squares 3/4 x 3122/3 = 1561/2, so the variance between is
-- (1561/2 - 2) / (3/2) = 519, and a mean keeps 519 / (519 + 4/3) = 1557/1561 of its distance. One and
-- Two are 1 apart, at an error of sqrt(8/3) not clearly so: each may be the first. Of Three's others,
-- 80 and 79 are one story: its six others have 8² / 20 - 1 = 11/5 degrees of freedom
from quality_ranks(min_articles := 3)
