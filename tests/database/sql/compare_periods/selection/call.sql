-- half past eleven at night UTC on 28 February is 1 March in Berlin; only 1 and 2 match everything
from compare_periods(
    since := date '2021-03-01', until := date '2021-03-02', topic := 'AI',
    provider := 'ONE.example', tz := 'Europe/Berlin'
)
