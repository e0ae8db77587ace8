-- one row per provider, most items first
-- measures distinct items in the selected documents, alone or as related: each counts once, however
-- many documents list it; as_lead have a document of their own, only_related have none
-- answers: who covers most, counted honestly?
create macro coverage_by_provider(
    since := null, until := null, topic := null, tz := 'UTC', min_items := 1
) as table
with covered as (
    select
        arg_min(provider_domain, (position > 0, article_id, position)) as provider_domain,
        arg_min(provider_name, (position > 0, article_id, position)) as provider_name,
        bool_or(position = 0) as leads,
    from mentions
    where article_id in (select article_id from selected_articles(since, until, topic, null, tz))
    group by item_key
)
select
    provider_domain,
    mode(provider_name order by provider_name) as provider_name,
    count(*) as items,
    count(*) filter (leads) as as_lead,
    count(*) filter (not leads) as only_related,
    count(*) / sum(count(*)) over () as share,
from covered
group by provider_domain
qualify count(*) >= min_items
order by items desc, provider_domain;
