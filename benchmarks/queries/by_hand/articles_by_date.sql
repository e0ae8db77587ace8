-- the same as: from articles_by_date()
with
counted as (
    select
        published_at::date as day,
        count(*) as articles,
        count(*) filter (published) as published,
        count(published) as known,
        count(distinct coalesce(url, article_id::varchar)) as items,
    from articles
    where category = 'news'
    group by day
),
days as (
    select unnest(generate_series(min(day), max(day), interval 1 day))::date as day from counted
)
select
    day,
    coalesce(articles, 0) as articles,
    coalesce(published, 0) as published,
    published / nullif(known, 0) as published_share,
    coalesce(items, 0) as items,
    coalesce(articles, 0) / sum(articles) over () as share,
from days full join counted using (day)
order by day nulls last;
