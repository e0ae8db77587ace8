-- the same as: from silent_providers()
with
daily as (
    select
        provider_domain, published_at::date as day, count(*) as n, max(published_at) as last_at,
    from articles
    where category = 'news' and published_at is not null
    group by all
),
span as (
    select min(day) as first_day, max(day) as final_day from daily
),
latest as (
    select
        provider_domain, max(day) as last_day, max(last_at) as last_seen, sum(n)::bigint as articles,
    from daily
    where provider_domain is not null
    group by provider_domain
),
silent as (
    select
        provider_domain,
        any_value(latest.articles) as articles,
        any_value(last_seen) as last_seen,
        any_value(final_day - last_day) as days_silent,
        sum(n) as recent,
        any_value(least(56, last_day - first_day + 1)) as days,
    from latest
    cross join span
    join daily using (provider_domain)
    where last_day < final_day and latest.articles >= 5 and day > last_day - 56
    group by provider_domain
)
select
    provider_domain,
    name,
    silent.articles,
    silent.last_seen,
    days_silent,
    recent / days as rate,
    recent * days_silent / days as expected,
    exp(-expected) as probability,
from silent left join providers using (provider_domain)
order by expected desc, provider_domain;
