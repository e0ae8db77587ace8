-- grain: one row per provider, most items first
-- theme: coverage
-- question: Who covers most, counted honestly?
-- answer: >-
--   The number of distinct items of each provider in the selected documents, alone or as related.
-- example: from coverage_by_provider() limit 3
-- columns:
--   provider_domain: Domain of the provider; null for items without one.
--   provider_name: >-
--     Usual name of the provider, from the table `providers`. Where it has none, the name that most
--     of these items use, of equally frequent names the first by alphabet.
--   items: Distinct items in the selected documents, alone or as related.
--   as_lead: Items with a document of their own among these.
--   only_related: Items without one.
--   share: items / all items in the selected documents.
-- adds_up: |-
--   select count(distinct item_id) as items
--   from selected_articles(
--       since, until, topic, null, tz, wanted_category := category, wanted_type := type
--   )
--   join mentions using (article_id)
-- definitions:
--   - An item counts once, however many documents list it.
--   - Items without a domain are one row.
--   - Rows with the same number of items are in order of domain.
--   - All items include those of providers below `min_items`.
create macro coverage_by_provider(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null,
    min_items := 1
) as table
with
selected as (
    from selected_articles(
        since, until, topic, null, tz, wanted_category := category, wanted_type := type
    )
),
covered as (
    select item_id, bool_or(position = 0) as leads,
    from mentions
    where article_id in (select article_id from selected)
    group by item_id
)
select
    provider_domain,
    coalesce(
        any_value(providers.name), mode(items.provider_name order by items.provider_name)
    ) as provider_name,
    count(*) as items,
    count(*) filter (leads) as as_lead,
    count(*) filter (not leads) as only_related,
    count(*) / sum(count(*)) over () as share,
from covered
join items using (item_id)
left join providers using (provider_domain)
group by provider_domain
qualify count(*) >= min_items
order by items desc, provider_domain;
