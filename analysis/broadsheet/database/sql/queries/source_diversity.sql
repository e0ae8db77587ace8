-- grain: one row per topic and one for all topics together, by date where `bucket` is given
-- theme: diversity
-- question: By how many voices is a topic covered?
-- answer: How many providers cover a topic, and how many equally strong ones would be as diverse.
-- example: |-
--   from source_diversity()
--   select topic, items, item_providers, item_effective, item_inverse_hhi, item_hhi
--   limit 3
-- parameters:
--   bucket: >-
--     Length of a row's span, `day`, `week` (from Monday) or `month`; the whole period where null.
--   min_items: Omit rows with fewer items.
-- columns:
--   date: First day of the bucket; null for the whole period, and for undated articles.
--   topic: Topic; null for all topics together.
--   leads: Distinct items with a document of their own among the documents of the row.
--   lead_providers: Providers of the leads.
--   lead_effective: Effective number of providers of the leads, exp(-sum(p ln p)).
--   lead_inverse_hhi: Effective number of providers of the leads, 1 / lead_hhi.
--   lead_hhi: Herfindahl-Hirschman index of the leads, sum(p²).
--   items: Distinct items in the documents of the row, alone or as related.
--   item_providers: Providers of the items.
--   item_effective: Effective number of providers of the items, exp(-sum(p ln p)).
--   item_inverse_hhi: Effective number of providers of the items, 1 / item_hhi.
--   item_hhi: Herfindahl-Hirschman index of the items, sum(p²).
-- definitions:
--   - Only items of known providers count.
--   - >-
--     A related item has the topics and the dates of the documents that list it, and counts once in
--     a row.
--   - p are the shares of the providers in the leads, or in the items.
--   - The number of providers, effective and inverse_hhi are the Hill numbers of order 0, 1 and 2.
--   - The measures of leads are null where a row has no leads.
--   - Rows are in order of date, undated articles last.
--   - Within a date all topics together come first, then topics by items, most first, then by name.
-- source: Jost 2006, Entropy and diversity, Oikos 113(2).
create macro source_diversity(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null,
    bucket := null, min_items := 1
) as table
with
selected as (
    select article_id, topics, date_trunc(bucket, local_at)::date as day,
    from selected_articles(
        since, until, topic, null, tz, wanted_category := category, wanted_type := type
    )
),
keys as (
    select topics, day, row_number() over () as key, from selected group by topics, day
),
keyed as materialized (
    select article_id, key,
    from selected
    join keys on keys.topics = selected.topics and keys.day is not distinct from selected.day
),
placed as materialized (
    select
        item_id,
        min(key) as key,
        max(key) as last_key,
        bool_or(position = 0) as leads,
    from mentions join keyed using (article_id)
    group by item_id
),
rows_of_keys as (
    select
        key,
        dense_rank() over (order by day, topic_name) as row_key,
        day,
        topic_name,
    from (
        select key, day, unnest(list_append(list_distinct(topics), null)) as topic_name from keys
    )
),
in_one as (
    select key, provider_domain, count(*) as n, count(*) filter (leads) as n_leads,
    from placed join story_items using (item_id)
    where key = last_key
    group by key, provider_domain
),
in_several as (
    select row_key, item_id, bool_or(position = 0) as leads,
    from mentions
    join keyed using (article_id)
    join rows_of_keys using (key)
    where item_id in (select item_id from placed where key < last_key)
    group by row_key, item_id
),
by_provider as (
    select row_key, provider_domain, sum(n)::bigint as n, sum(n_leads)::bigint as n_leads,
    from (
        select row_key, provider_domain, n, n_leads from in_one join rows_of_keys using (key)
        union all
        select row_key, provider_domain, 1, leads::bigint,
        from in_several join story_items using (item_id)
    )
    where provider_domain is not null
    group by row_key, provider_domain
),
summed as (
    select
        row_key,
        sum(n_leads)::bigint as leads,
        count(*) filter (n_leads > 0) as lead_providers,
        sum(n_leads * ln(nullif(n_leads, 0)) order by n_leads) as lead_logs,
        sum(n_leads * n_leads) as lead_squares,
        sum(n)::bigint as items,
        count(*) as item_providers,
        sum(n * ln(n) order by n) as item_logs,
        sum(n * n) as item_squares,
    from by_provider
    group by row_key
    having sum(n) >= min_items
)
select
    day as date,
    topic_name as topic,
    leads,
    lead_providers,
    exp(ln(nullif(leads, 0)) - lead_logs / leads) as lead_effective,
    leads * leads / nullif(lead_squares, 0) as lead_inverse_hhi,
    lead_squares / nullif(leads * leads, 0) as lead_hhi,
    items,
    item_providers,
    exp(ln(items) - item_logs / items) as item_effective,
    items * items / item_squares as item_inverse_hhi,
    item_squares / (items * items) as item_hhi,
from summed
join (select distinct row_key, day, topic_name from rows_of_keys) using (row_key)
order by day nulls last, topic_name is not null, items desc, topic_name;
