-- grain: one row per provider, most items first
-- theme: copies
-- question: Who writes, and who repeats?
-- answer: >-
--   How many of each provider's items are origins, copies or neither, and how often others copy it.
-- example: |-
--   from echo_by_provider()
--   select provider_domain, items, alone, as_origin, as_copy, echo_ratio, copies_of_it limit 3
-- columns:
--   provider_domain: Domain of the provider; null for items without one.
--   provider_name: >-
--     Usual name of the provider, from the table `providers`. Where it has none, the name that most
--     of these items use, of equally frequent names the first by alphabet.
--   items: Distinct items of the selected documents, alone or as related.
--   alone: Items in no group of copies.
--   as_origin: Items that are the origin of a group.
--   as_copy: Items that are a copy in a group.
--   distinct_items: Items that are no copy of another, alone + as_origin.
--   echo_ratio: items / distinct_items; null where all items are copies.
--   copies_of_it: Copies in the groups of which it has the origin.
-- definitions:
--   - Groups of copies are those of `near_duplicates`, called with the same parameters.
--   - An echo_ratio of 1 means no copies, of 2 that every second item is a copy.
--   - Undated items are alone.
--   - Items without a domain are one row.
--   - Rows with the same number of items are in order of domain.
create macro echo_by_provider(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null,
    similarity := 0.9, within_days := 3, across_providers := true, min_items := 1
) as table
with
selected as (
    from selected_articles(
        since, until, topic, null, tz, wanted_category := category, wanted_type := type
    )
),
grouped as materialized (
    select item_id, group_id, items as size,
    from near_duplicates(
        since := since, until := until, topic := topic, tz := tz, category := category,
        type := type, similarity := similarity, within_days := within_days,
        across_providers := across_providers
    )
),
listed as (
    select
        items.provider_domain,
        items.provider_name,
        group_id,
        size,
        group_id is null as is_alone,
        coalesce(group_id = item_id, false) as is_origin,
    from items left join grouped using (item_id)
    where item_id in (
        select item_id from mentions where article_id in (select article_id from selected)
    )
)
select
    provider_domain,
    coalesce(
        any_value(providers.name), mode(listed.provider_name order by listed.provider_name)
    ) as provider_name,
    count(*) as items,
    count(*) filter (is_alone) as alone,
    count(*) filter (is_origin) as as_origin,
    count(*) filter (not is_alone and not is_origin) as as_copy,
    count(*) filter (is_alone or is_origin) as distinct_items,
    count(*) / nullif(count(*) filter (is_alone or is_origin), 0) as echo_ratio,
    coalesce(sum(size - 1) filter (is_origin), 0)::bigint as copies_of_it,
from listed
left join providers using (provider_domain)
group by provider_domain
having count(*) >= min_items
order by items desc, provider_domain;
