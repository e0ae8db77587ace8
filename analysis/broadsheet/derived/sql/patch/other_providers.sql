-- one row per row of a document that only one of the versions has, by what providers follow from.
with said as (
    select true as is_new, true as is_own, provider_domain, provider_name, published_at
    from new_articles
    union all
    select true, false, provider_domain, provider_name, published_at from new_related
    union all
    select false, true, provider_domain, provider_name, published_at from old_articles
    union all
    select false, false, provider_domain, provider_name, published_at from old_related
)
select is_own, provider_domain, provider_name, published_at,
from said
group by all
having count(*) filter (is_new) <> count(*) filter (not is_new);
