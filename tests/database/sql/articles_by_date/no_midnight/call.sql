-- Beirut's 28 March 2021 begins at 01:00 (22:00 UTC) for want of a midnight, and ends at 21:00 UTC
from articles_by_date(
    since := date '2021-03-28', until := date '2021-03-29', tz := 'Asia/Beirut'
)
