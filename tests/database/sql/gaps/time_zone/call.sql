-- in New York clocks go forward on 14 March: 04:30 UTC is 7 March, 23:30 a week before, but 00:30 on
-- Monday the 15th afterwards; 03:30 UTC is still Sunday the 14th
from gaps(
    since := date '2021-03-13', until := date '2021-03-16', tz := 'America/New_York',
    only_gaps := false
)
