-- one row per day, week (from Monday) or month, quiet ones included; undated articles come last
-- measures articles, n scored, mean, median, 10th and 90th percentile of quality (interpolated);
-- null where fewer than min_articles are scored; the dates run from since, or else the first
-- article, to until, or else the last
-- answers: is quality rising or falling?
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
