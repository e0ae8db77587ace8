-- name: unknown_provider
-- severity: warn
-- description: >-
--   A provider that was never seen before. It has at least `least` articles in the last `days`
--   whole days or later, and before them neither an article nor a related item. An archive whose
--   first item is younger than `known` days before these knows no providers yet.
-- message: "{provider_domain} is a new provider, first seen on {first_seen}; articles: {found}"
-- parameters:
--   days: 7
--   known: 28
--   least: 1
with
recent as (
    select provider_domain, count(*) as articles,
    from selected_articles($today - $days::int, $today + 1, null, null, $timezone)
    where provider_domain is not null
    group by provider_domain
),
seen as (
    select
        provider_domain,
        name,
        on_clock(first_seen, $timezone)::date as first_day,
        min(first_day) over () as first_day_of_all,
    from providers
)
select
    provider_domain,
    name as provider_name,
    first_day as first_seen,
    articles as found,
    0 as expected_from,
    0 as expected_to,
    format('{} ({}), articles: {}', provider_domain, name, articles) as contributor,
from recent join seen using (provider_domain)
where first_day >= $today - $days::int
    and first_day_of_all < $today - ($days + $known)::int
    and articles >= $least
order by articles desc, provider_domain;
