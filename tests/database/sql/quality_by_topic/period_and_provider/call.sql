-- half past eleven at night UTC on 28 February is March in Berlin, and the provider's case is free
from quality_by_topic(
    since := date '2021-03-01', until := date '2021-03-02', provider := 'ONE.example',
    tz := 'Europe/Berlin', min_articles := 1
)
select topic, articles, n, mean, median, p10, p90
