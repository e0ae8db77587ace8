-- grain: one row per day, week or month, in order
-- theme: coverage
-- question: How much happened when, counted honestly?
-- answer: The number of distinct items published, and of stories begun, in each day, week or month.
-- example: from coverage_by_date(bucket := 'month')
-- parameters:
--   since: >-
--     Start of the period, included: a date, or a time on the clock of `tz`. It limits items and
--     stories, not documents.
--   until: >-
--     End of the period, excluded: a date, or a time on the clock of `tz`. It limits items and
--     stories, not documents.
-- columns:
--   date: First day of the bucket; null for undated items and stories.
--   items: Distinct items that were published in the bucket.
--   as_lead: Items with a document of their own among the selected documents.
--   only_related: Items without one, which selected documents only list as related.
--   stories: Stories that begin in the bucket.
-- definitions:
--   - The items are those of the selected documents, alone or as related.
--   - An item lies in the bucket of its own publication, not of the document that lists it.
--   - A story begins with its first item in the whole lake.
--   - Stories count if they hold one of these items, in the period or not.
--   - '`topic`, `provider`, `category` and `type` select documents.'
--   - >-
--     `since` and `until` select items and stories by their own times, so an item counts whenever
--     it is listed.
--   - The dates run from `since`, or else the first item, to `until`, or else the last.
--   - A bucket without items is a row too.
--   - Undated items count where neither `since` nor `until` is given; they are one row, the last.
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
