-- a period may begin and end within a day, on the clock of the time zone: 10:00 to 12:00 in Berlin
-- is 09:00 to 11:00 UTC
from articles_by_date(
    since := timestamp '2021-03-01 10:00', until := timestamp '2021-03-01 12:00',
    tz := 'Europe/Berlin'
)
