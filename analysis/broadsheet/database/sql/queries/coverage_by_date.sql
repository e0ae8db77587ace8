-- one row per day, week (from Monday) or month, quiet ones included; undated items come last
-- measures distinct items that were published in it (by their own publication, not the listing
-- document's) and stand in the selected documents, alone or as related; as_lead have a document of
-- their own among these, only_related have none; stories that begin in it: those of such items whose
-- first item, in the whole lake, was published in it; topic, provider and kind select documents, since
-- and until the items and the stories by those times, so that an item counts whenever it is listed;
-- the undated count where neither is given
-- answers: how much happened when, counted honestly?
create macro coverage_by_date(
    since := null, until := null, topic := null, provider := null, tz := 'UTC',
    category := 'news', type := null, bucket := 'day'
) as table
with
selected as (
    select article_id
    from selected_articles(
        null, null, topic, provider, tz, wanted_category := category, wanted_type := type
    )
),
covered as (
    select item_id, bool_or(position = 0) as leads,
    from mentions
    where article_id in (from selected)
    group by item_id
),
placed as (
    select story_id, leads, published_at,
    from covered join story_items using (item_id)
),
begun as (
    select first_published_at
    from stories
    where story_id in (select story_id from placed)
),
happened as (
    select true as is_item, leads, on_clock(published_at, tz) as local_at from placed
    union all
    select false, false, on_clock(first_published_at, tz) from begun
),
within as (
    select is_item, leads, local_at, date_trunc(bucket, local_at)::date as bucket_start,
    from happened
    where (since is null or local_at >= since::timestamp)
        and (until is null or local_at < until::timestamp)
),
counted as (
    select
        bucket_start,
        min(local_at) as first_at,
        max(local_at) as last_at,
        count(*) filter (is_item) as items,
        count(*) filter (leads) as as_lead,
        count(*) filter (not is_item) as stories_begun,
    from within
    group by bucket_start
),
buckets as (
    from calendar(
        (select min(first_at) from counted), since, until, (select max(last_at) from counted), bucket
    )
)
select
    coalesce(buckets.bucket_start, counted.bucket_start) as date,
    coalesce(items, 0) as items,
    coalesce(as_lead, 0) as as_lead,
    coalesce(items - as_lead, 0) as only_related,
    coalesce(stories_begun, 0) as stories,
from buckets full join counted on counted.bucket_start = buckets.bucket_start
order by date nulls last;
