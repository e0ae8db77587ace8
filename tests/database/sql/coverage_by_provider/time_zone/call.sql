-- the time is the listing document's: half past eleven at night UTC on 28 February is March in
-- Berlin
from coverage_by_provider(
    since := date '2021-03-01', until := date '2021-03-02', tz := 'Europe/Berlin'
)
