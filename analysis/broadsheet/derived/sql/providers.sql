-- one row per provider, by domain. name is the one that most of its items have. label is the name,
-- followed by the domain where several providers share the name. names counts all names that it is
-- given. items are distinct; first_seen and last_seen are the earliest and the latest time of one.
with said as (
    select provider_domain, provider_name, true as is_own, published_at from articles
    union all
    select provider_domain, provider_name, false, published_at from related
),
listed as (
    select
        provider_domain,
        count(distinct provider_name) as names,
        min(provider_name) as first_name,
        count(*) filter (is_own) as articles,
        min(published_at) as first_seen,
        max(published_at) as last_seen,
    from said
    where provider_domain is not null
    group by provider_domain
),
voted as (
    select
        provider_domain,
        mode(provider_name order by provider_name) as usual_name,
        count(*) as items,
    from items
    group by provider_domain
),
named as (
    select
        *,
        coalesce(usual_name, first_name) as name,
        count(*) over (partition by coalesce(usual_name, first_name)) as sharing,
    from listed left join voted using (provider_domain)
)
select
    provider_domain,
    name,
    case
        when name is null then provider_domain
        when sharing > 1 then name || ' (' || provider_domain || ')'
        else name
    end as label,
    names,
    articles,
    coalesce(items, 0) as items,
    first_seen,
    last_seen,
from named;
