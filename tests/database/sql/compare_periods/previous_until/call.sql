-- where only previous_until is given, the period before is as long as this one: 2 and 3 March
from compare_periods(
    since := date '2021-03-10', until := date '2021-03-12', previous_until := date '2021-03-04'
)
