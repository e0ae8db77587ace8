-- one row: what the articles of a period lack, what of the archive is left out, and the days from
-- which the archive has articles
with
chosen as (from selected_articles($since, $until, null, null, $timezone)),
of_any_kind as (
    from selected_articles($since, $until, null, null, $timezone, wanted_category := 'any')
)
select
    count(*) as articles,
    count(*) - count(quality) as unscored,
    count(*) - count(local_at) as undated,
    (select count(*) from of_any_kind) - count(*) as no_news,
    (select count(*) from documents where status = 'quarantined') as quarantined,
    (select count(*) from documents where status = 'skipped') as skipped,
    (
        select min(local_at)::date
        from selected_articles(null, null, null, null, $timezone)
    ) as first_day,
    (
        select max(local_at)::date
        from selected_articles(null, null, null, null, $timezone)
    ) as last_day,
from chosen
