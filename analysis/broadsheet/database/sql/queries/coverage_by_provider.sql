-- one row per provider, most items first
-- measures distinct items in the selected documents, alone or as related: each counts once, however
-- many documents list it; as_lead have a document of their own among these, only_related have none;
-- equals stand in order of domains, items without one are a row
-- answers: who covers most, counted honestly?
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
