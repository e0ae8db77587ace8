-- half past eleven at night UTC on 28 February is March in Berlin: 1, 1 and 2 are left, with a
-- mean of 4/3 and p90 at place 1.8, 1 + 0.8 * 1
from quality_by_provider(
    since := date '2021-03-01', until := date '2021-03-08', topic := 'AI', tz := 'Europe/Berlin',
    min_articles := 3
)
select provider_domain, provider_name, articles, n, mean, median, p10, p90
