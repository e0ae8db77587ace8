-- the same as: from quality_distribution()
with
counted as (
    select
        floor(quality / 10)::bigint as band, count(*) as articles, count(*) filter (published) as published,
    from articles
    where category = 'news' and quality is not null
    group by band
),
bands as (
    select unnest(range(min(band), max(band) + 1)) as band from counted
)
select
    band * 10,
    band * 10 + 10,
    coalesce(articles, 0) as articles,
    coalesce(published, 0) as published,
    coalesce(articles, 0) / sum(articles) over () as share,
from bands left join counted using (band)
order by band;
