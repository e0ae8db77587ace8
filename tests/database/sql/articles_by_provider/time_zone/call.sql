-- March in Berlin runs from 23:00 UTC (winter time) to 22:00 UTC (summer time): 2, 3 and 4 lie in
-- it, 5 at its very end does not, and the undated 6 lies in no month
from articles_by_provider(
    since := date '2021-03-01', until := date '2021-04-01', tz := 'Europe/Berlin'
)
select provider_domain, provider_name, articles, published, published_share, items, share
