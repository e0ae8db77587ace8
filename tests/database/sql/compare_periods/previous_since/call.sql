-- where only previous_since is given, the period before is as long as this one: 3 and 4 March, of
-- which the 3rd lies in both
from compare_periods(
    since := date '2021-03-02', until := date '2021-03-04', previous_since := date '2021-03-03'
)
