-- a day against a whole week of the year before; what lies between counts nowhere
from compare_periods(
    since := date '2021-03-10', until := date '2021-03-11',
    previous_since := date '2020-03-02', previous_until := date '2020-03-09'
)
