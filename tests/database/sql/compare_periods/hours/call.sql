-- the afternoon in Berlin, 12:00 to 18:00 (11:00 to 17:00 UTC), against the six hours before
from compare_periods(
    since := timestamp '2021-03-02 12:00', until := timestamp '2021-03-02 18:00',
    tz := 'Europe/Berlin'
)
