-- the same as: from coverage_by_provider()
with
covered as (
    select item_id, min(position) = 0 as leads,
    from mentions
    where article_id in (select article_id from articles where category = 'news')
    group by item_id
),
counted as (
    select provider_domain, count(*) as items, count_if(leads) as as_lead,
    from covered join story_items using (item_id)
    group by provider_domain
)
select
    provider_domain,
    name,
    counted.items,
    as_lead,
    counted.items - as_lead,
    counted.items / sum(counted.items) over () as share,
from counted left join providers using (provider_domain)
order by counted.items desc, provider_domain;
