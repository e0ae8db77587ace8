-- one row per domain and name that it is given, in order of domains, the name of most items first
-- measures distinct items so named in the selected documents, their own or related (one named in two
-- ways counts under both), mentions (however often they are listed), is_usual (it is the provider's
-- name in the table providers), names that the domain is given, domains that are given this very name;
-- what lacks a domain or a name is left out; only_conflicts leaves out domains of one name that no
-- other domain is given; equals stand in order of mentions, most first, then of names
-- answers: which providers go by several names, and which names stand for several providers?
create macro provider_names(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null,
    only_conflicts := true
) as table
with
selected as (
    select article_id, provider_domain, provider_name,
    from selected_articles(
        since, until, topic, null, tz, wanted_category := category, wanted_type := type
    )
),
said as (
    select article_id, 0 as position, provider_domain, provider_name from selected
    union all
    select related.article_id, position, related.provider_domain, related.provider_name,
    from related
    where article_id in (select article_id from selected)
),
told as (
    select
        said.provider_domain,
        said.provider_name,
        count(distinct item_id) as items,
        count(*) as mentions,
    from said
    join mentions
        on mentions.article_id = said.article_id and mentions.position = said.position
    where said.provider_domain is not null and said.provider_name is not null
    group by said.provider_domain, said.provider_name
),
counted as (
    select
        *,
        count(*) over (partition by provider_domain) as names,
        count(*) over (partition by provider_name) as domains,
    from told
)
select
    counted.provider_domain,
    provider_name,
    counted.items,
    mentions,
    provider_name = providers.name as is_usual,
    counted.names,
    domains,
from counted
left join providers on providers.provider_domain = counted.provider_domain
where not only_conflicts::boolean or counted.names > 1 or domains > 1
order by counted.provider_domain, counted.items desc, mentions desc, provider_name;
