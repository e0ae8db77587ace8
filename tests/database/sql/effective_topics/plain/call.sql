-- three labels of AI and one of Chips: the surprises are ln(4/3) and ln 4, their mean is ln 4 - 3/4 ln 3.
-- The stories of one label are -1/4 ln 3 off, that of both -1/4 + 3/4 = 1/2 ln 3, which makes the variance
-- 3/8 (ln 3)² / (4² - 6), with 6² / 18 - 1 = 1 degree of freedom; no number is below 1
from effective_topics(date '2021-03-01', date '2021-03-08', 'UTC')
