-- one row per provider, most items first
-- measures distinct items in the selected documents, alone or as related: each counts once, however
-- many documents list it; as_lead have a document of their own among these, only_related have none
-- answers: who covers most, counted honestly?
create macro coverage_by_provider(
    since := null, until := null, topic := null, tz := 'UTC', min_items := 1
) as table
with covered as (
    select
        arg_min(mentions, (position > 0, article_id, position)) as first_mention,
        bool_or(position = 0) as leads,
    from mentions
    where article_id in (select article_id from selected_articles(since, until, topic, null, tz))
    group by item_key
)
select
    first_mention.provider_domain as provider_domain,
    mode(first_mention.provider_name order by first_mention.provider_name) as provider_name,
    count(*) as items,
    count(*) filter (leads) as as_lead,
    count(*) filter (not leads) as only_related,
    count(*) / sum(count(*)) over () as share,
from covered
group by 1
qualify count(*) >= min_items
order by items desc, provider_domain;
