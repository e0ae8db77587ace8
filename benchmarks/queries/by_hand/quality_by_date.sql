-- the same as: from quality_by_date()
with
measured as (
    select
        published_at::date as day,
        count(*) as articles,
        count(quality) as n,
        avg(quality) as mean,
        quantile_cont(quality, 0.5) as median,
        quantile_cont(quality, 0.1) as p10,
        quantile_cont(quality, 0.9) as p90,
    from articles
    where category = 'news'
    group by day
),
days as (
    select unnest(generate_series(min(day), max(day), interval 1 day))::date as day from measured
)
select
    day,
    coalesce(articles, 0) as articles,
    coalesce(n, 0) as n,
    mean,
    median,
    p10,
    p90,
from days full join measured using (day)
order by day nulls last;
