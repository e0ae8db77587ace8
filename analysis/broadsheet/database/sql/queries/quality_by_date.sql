-- grain: one row per day, week or month, in order
-- theme: quality
-- question: Is quality rising or falling?
-- answer: The mean, median and 10th and 90th percentile of quality in each day, week or month.
-- example: |-
--   from quality_by_date(bucket := 'month')
--   select date, n, mean, mean_low, mean_high, median, median_low, median_high
-- parameters:
--   min_articles: Show no statistics for buckets with fewer scored articles.
-- columns:
--   date: First day of the bucket; null for undated articles.
--   articles: Articles selected.
--   n: Articles with a quality score.
--   mean: Mean quality.
--   mean_low: Lower end of the 95 % interval of mean; null where the stories are too few.
--   mean_high: Upper end of that interval.
--   median: Median quality, interpolated.
--   median_low: Lower end of the 95 % interval of median; null where the stories are too few.
--   median_high: Upper end of that interval.
--   p10: 10th percentile of quality, interpolated.
--   p90: 90th percentile of quality, interpolated.
-- adds_up: |-
--   select count(*) as articles, count(quality) as n
--   from selected_articles(
--       since, until, topic, provider, tz, wanted_category := category, wanted_type := type
--   )
-- definitions:
--   - The statistics of quality are null where fewer than `min_articles` are scored.
--   - The dates run from `since`, or else the first article, to `until`, or else the last article.
--   - A bucket without articles is a row too.
--   - Undated articles are one row, the last.
--   - >-
--     The articles of a story do not come independently, so both intervals are clustered by story. That
--     of mean is Student's t, as in `quality_change`. That of median lies between two scores: those at
--     the ends of the interval of the share of scores below it.
-- source: >-
--   Cameron and Miller 2015, A Practitioner's Guide to Cluster-Robust Inference, Journal of Human
--   Resources 50(2); Woodruff 1952, Confidence Intervals for Medians and Other Position Measures, JASA
--   47(260).
create macro quality_by_date(
    since := null, until := null, topic := null, provider := null, tz := 'UTC',
    category := 'news', type := null, bucket := 'day', min_articles := 1
) as table
with
measured as materialized (
    select group_key::date as day, * exclude (group_key),
    from spreads(
        since, until, tz, 'date',
        wanted_topic := topic, wanted_provider := provider,
        wanted_category := category, wanted_type := type, bucket := bucket
    )
),
buckets as (
    from calendar(
        (select min(day)::timestamp from measured), since, until,
        (select max(day)::timestamp from measured), bucket
    )
)
select
    coalesce(bucket_start, day) as date,
    coalesce(articles, 0) as articles,
    coalesce(scored, 0) as n,
    if(n >= min_articles, mean, null) as mean,
    if(n >= min_articles, mean_low, null) as mean_low,
    if(n >= min_articles, mean_high, null) as mean_high,
    if(n >= min_articles, median, null) as median,
    if(n >= min_articles, median_low, null) as median_low,
    if(n >= min_articles, median_high, null) as median_high,
    if(n >= min_articles, p10, null) as p10,
    if(n >= min_articles, p90, null) as p90,
from buckets full join measured on bucket_start = day
order by date nulls last;
