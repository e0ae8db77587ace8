-- the same as: from coverage_by_date()
with
covered as (
    select item_id, min(position) = 0 as leads,
    from mentions
    where article_id in (select article_id from articles where category = 'news')
    group by item_id
),
placed as (
    select story_id, published_at, leads from covered join story_items using (item_id)
),
by_day as (
    select
        make_timestamp(epoch_us(published_at))::date as day,
        count(*) as items,
        count_if(leads) as as_lead,
    from placed
    group by day
),
begun as (
    select make_timestamp(epoch_us(first_published_at))::date as day, count(*) as stories,
    from stories
    where story_id in (select story_id from placed)
    group by day
),
counted as (
    select day, sum(items) as items, sum(as_lead) as as_lead, sum(stories) as stories,
    from (
        select day, items, as_lead, 0 as stories from by_day
        union all
        select day, 0, 0, stories from begun
    )
    group by day
),
days as (
    select unnest(generate_series(min(day), max(day), interval 1 day))::date as day from counted
)
select
    day,
    coalesce(items, 0)::bigint,
    coalesce(as_lead, 0)::bigint,
    coalesce(items - as_lead, 0)::bigint,
    coalesce(stories, 0)::bigint,
from days full join counted using (day)
order by day nulls last;
