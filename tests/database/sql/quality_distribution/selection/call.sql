-- half past eleven at night UTC on 28 February is March in Berlin; only 2 and 6 match everything,
-- so no other article stretches the bands
from quality_distribution(
    since := date '2021-03-01', until := date '2021-04-01', topic := 'AI', provider := 'ONE.example',
    tz := 'Europe/Berlin'
)
