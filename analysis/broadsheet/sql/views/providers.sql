-- one row per provider, by domain;
-- name is the usual one, and label too, with the domain behind it where several providers share a
-- name; items are distinct, first_seen and last_seen the earliest and latest time of one
create view providers as
with named as (
    select
        provider_domain,
        mode(provider_name order by provider_name) as name,
        count(*) filter (position = 0) as articles,
        count(distinct item_key) as items,
        min(published_at) as first_seen,
        max(published_at) as last_seen,
    from mentions
    where provider_domain is not null
    group by provider_domain
)
select
    provider_domain,
    name,
    case
        when name is null then provider_domain
        when count(*) over (partition by name) > 1 then name || ' (' || provider_domain || ')'
        else name
    end as label,
    articles,
    items,
    first_seen,
    last_seen,
from named;
