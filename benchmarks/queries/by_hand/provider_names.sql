-- the same as: from provider_names()
with
news as (
    select article_id, provider_domain, provider_name from articles where category = 'news'
),
said as (
    select article_id, 0 as position, provider_domain, provider_name from news
    union all
    select article_id, position, provider_domain, provider_name
    from related
    where article_id in (select article_id from news)
),
named as (
    select
        provider_domain,
        provider_name,
        count(*) as mentions,
        count(*) over (partition by provider_domain) as names,
        count(*) over (partition by provider_name) as domains,
    from said
    where provider_domain is not null and provider_name is not null
    group by provider_domain, provider_name
    qualify names > 1 or domains > 1
),
counted as (
    select provider_domain, provider_name, count(distinct item_id) as items,
    from named
    join said using (provider_domain, provider_name)
    join mentions using (article_id, position)
    group by all
)
select
    provider_domain,
    provider_name,
    counted.items,
    mentions,
    provider_name = name as is_usual,
    named.names,
    domains,
from named
join counted using (provider_domain, provider_name)
left join providers using (provider_domain)
order by provider_domain, counted.items desc, mentions desc, provider_name;
