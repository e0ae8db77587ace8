-- a holiday is not compared, and one before it is not in the baseline
from unusual_dates(
    since := date '2021-03-01', until := date '2021-03-09',
    holidays := [date '2021-02-22', date '2021-03-01']
)
where isodow(date) = 1
