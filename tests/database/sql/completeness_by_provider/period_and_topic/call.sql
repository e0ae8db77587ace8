-- half past eleven at night UTC on 28 February is March in Berlin; 2 and 5 match, and one of them
-- has an image
from completeness_by_provider(
    since := date '2021-03-01', until := date '2021-03-02', topic := 'AI', tz := 'Europe/Berlin'
)
