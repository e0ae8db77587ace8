-- three items of one.example in two stories and one of two.example: the surprises are ln(4/3) and ln 4,
-- their mean is ln 4 - 3/4 ln 3; the stories are -1/2 ln 3, -1/4 ln 3 and 3/4 ln 3 off, which makes the
-- variance 7/8 (ln 3)² / (4² - 6), with 6² / 18 - 1 = 1 degree of freedom; no
-- number is below 1
from effective_providers(date '2021-03-01', date '2021-03-08', 'UTC')
