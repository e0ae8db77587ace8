-- the week from 8 March against the week before it: 8 is earlier than both, 9 later; 5 is unscored
from compare_periods(since := date '2021-03-08', until := date '2021-03-15')
