-- grain: one row per day, week or month, in order
-- theme: quality
-- question: Is quality rising or falling?
-- answer: The mean, median and 10th and 90th percentile of quality in each day, week or month.
-- example: from quality_by_date(bucket := 'month')
-- parameters:
--   min_articles: Show no statistics for buckets with fewer scored articles.
-- columns:
--   date: First day of the bucket; null for undated articles.
--   articles: Articles selected.
--   n: Articles with a quality score.
--   mean: Mean quality.
--   median: Median quality, interpolated.
--   p10: 10th percentile of quality, interpolated.
--   p90: 90th percentile of quality, interpolated.
-- adds_up: |-
--   select count(*) as articles, count(quality) as n
--   from selected_articles(
--       since, until, topic, provider, tz, wanted_category := category, wanted_type := type
--   )
-- definitions:
--   - The four statistics are null where fewer than `min_articles` are scored.
--   - The dates run from `since`, or else the first article, to `until`, or else the last article.
--   - A bucket without articles is a row too.
--   - Undated articles are one row, the last.
create macro quality_by_date(
    since := null, until := null, topic := null, provider := null, tz := 'UTC',
    category := 'news', type := null, bucket := 'day', min_articles := 1
) as table
with
selected as (
    select *, date_trunc(bucket, local_at)::date as bucket_start,
    from selected_articles(
        since, until, topic, provider, tz, wanted_category := category, wanted_type := type
    )
),
buckets as (
    from calendar(
        (select min(local_at) from selected), since, until,
        (select max(local_at) from selected), bucket
    )
),
measured as (
    select
        coalesce(buckets.bucket_start, selected.bucket_start) as date,
        count(article_id) as articles,
        count(quality) as n,
        avg(quality) as mean,
        quantile_cont(quality, 0.5) as median,
        quantile_cont(quality, 0.1) as p10,
        quantile_cont(quality, 0.9) as p90,
    from buckets full join selected on selected.bucket_start = buckets.bucket_start
    group by 1
)
select
    date,
    articles,
    n,
    if(n >= min_articles, mean, null) as mean,
    if(n >= min_articles, median, null) as median,
    if(n >= min_articles, p10, null) as p10,
    if(n >= min_articles, p90, null) as p90,
from measured
order by date nulls last;
