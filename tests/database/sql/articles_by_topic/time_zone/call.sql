-- New York's 14 March 2021 has 23 hours, from 05:00 UTC (winter time) to 04:00 UTC (summer time)
from articles_by_topic(
    since := date '2021-03-14', until := date '2021-03-15', tz := 'America/New_York'
)
select topic, articles, published, published_share, items, share
