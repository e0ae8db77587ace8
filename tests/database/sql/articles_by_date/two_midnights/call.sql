-- Havana's clocks go from 01:00 back to 00:00 on 7 November 2021, so 04:30 UTC (00:30 in summer
-- time) is on the 7th, though before the second midnight; 03:59:59 UTC is the last second of the
-- 6th
from articles_by_date(
    since := date '2021-11-06', until := date '2021-11-07', tz := 'America/Havana'
)
