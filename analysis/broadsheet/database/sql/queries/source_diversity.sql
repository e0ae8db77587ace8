-- one row per topic, and one for all (its topic is null), of the whole period (date is null), or of
-- each day, week (from Monday) or month of the bucket; by date, undated articles last, all topics
-- first, then most items, then topic
-- measures distinct items of known providers in the selected documents: leads have a document among
-- those of the row, items are these and the related; a related item is of the topics and the dates
-- of the documents that list it, and counts once in a row; then for leads and for items, with p the providers' shares:
-- providers, how many there are; effective, exp(-sum(p ln p)), and inverse_hhi, 1 / hhi, the effective
-- numbers of providers (Hill numbers of order 0, 1 and 2: Jost 2006, Entropy and diversity); hhi,
-- sum(p²), the Herfindahl-Hirschman index; null where there are none; rows below min_items are left out
-- answers: how many voices is a topic told by?
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
        sum(n_leads * ln(n_leads) order by n_leads) filter (n_leads > 0) as lead_logs,
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
