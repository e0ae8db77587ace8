-- grain: >-
--   one row per domain and name that it is given, in order of domain, the name of most items first
-- theme: health
-- question: Which providers go by several names, and which names are used by several providers?
-- answer: >-
--   Each pair of domain and name with how often it is used, and how many others each of the two
--   has.
-- example: from provider_names() limit 4
-- parameters:
--   only_conflicts: If true, omit domains of a single name that no other domain is given.
-- columns:
--   provider_domain: Domain of the provider.
--   provider_name: Name that it is given.
--   items: Distinct items of this domain and name in the selected documents, alone or as related.
--   mentions: How often these items are mentioned in them.
--   is_usual: Whether it is the provider's name in the table `providers`.
--   names: Different names that the domain is given.
--   domains: Different domains that are given the name.
-- definitions:
--   - An item that is named in two ways counts under both names.
--   - Mentions without a domain or without a name are omitted.
--   - Names of a domain with the same items are in order of mentions, most first, then of name.
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
named as (
    select
        *,
        count(*) over (partition by provider_domain) as names,
        count(*) over (partition by provider_name) as domains,
    from (
        select provider_domain, provider_name, sum(n)::bigint as mentions,
        from (
            select provider_domain, provider_name, count(*) as n from selected group by all
            union all
            select related.provider_domain, related.provider_name, count(*),
            from related
            where article_id in (select article_id from selected)
            group by all
        )
        where provider_domain is not null and provider_name is not null
        group by provider_domain, provider_name
    )
),
wanted as materialized (
    from named where not only_conflicts::boolean or names > 1 or domains > 1
),
said as (
    select article_id, 0 as position, provider_domain, provider_name from selected
    union all
    select related.article_id, position, related.provider_domain, related.provider_name,
    from related
    where article_id in (select article_id from selected)
),
counted as (
    select wanted.provider_domain, wanted.provider_name, count(distinct item_id) as items,
    from wanted
    join said
        on said.provider_domain = wanted.provider_domain
        and said.provider_name = wanted.provider_name
    join mentions
        on mentions.article_id = said.article_id and mentions.position = said.position
    group by wanted.provider_domain, wanted.provider_name
)
select
    wanted.provider_domain,
    wanted.provider_name,
    counted.items,
    mentions,
    wanted.provider_name = providers.name as is_usual,
    wanted.names,
    domains,
from wanted
join counted
    on counted.provider_domain = wanted.provider_domain
    and counted.provider_name = wanted.provider_name
left join providers on providers.provider_domain = wanted.provider_domain
order by wanted.provider_domain, counted.items desc, mentions desc, wanted.provider_name;
