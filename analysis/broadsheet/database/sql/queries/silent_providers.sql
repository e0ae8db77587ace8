-- grain: >-
--   one row per provider without an article on the last day or days, the most surprising silence
--   first
-- theme: health
-- question: Who has fallen silent?
-- answer: >-
--   Each silent provider with how long it is silent, and how probable that is at its usual rate.
-- example: |-
--   from silent_providers()
--   select provider_domain, articles, days_silent, rate, expected, probability limit 3
-- columns:
--   provider_domain: Domain of the provider.
--   provider_name: Usual name of the provider, from the table `providers`.
--   articles: Articles selected.
--   last_seen: Publication of the last article, in UTC.
--   days_silent: Whole days of silence, on the clock of `tz`.
--   rate: Articles a day in the 56 days that end with the day of the last article.
--   expected: rate × days_silent, the articles that would have been usual.
--   probability: >-
--     exp(-expected), the probability that a Poisson process of that rate is silent for so long.
-- definitions:
--   - The silence begins after the day of the provider's last article.
--   - It ends before `until`, or else with the day of the last article selected from any provider.
--   - >-
--     The rate is over fewer days than 56 where the first article selected from any provider is
--     younger.
--   - Rows of the same expected are in order of domain.
--   - Undated articles, and articles without a domain, show no activity of a provider.
create macro silent_providers(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null,
    min_articles := 5
) as table
with
counted as (
    select
        provider_domain as domain,
        local_at::date as day,
        count(*) as n,
        max(published_at) as last_at,
    from selected_articles(
        since, until, topic, null, tz, wanted_category := category, wanted_type := type
    )
    where local_at is not null
    group by 1, 2
),
span as (
    select
        min(day) as first_day,
        coalesce(until::timestamp::date - 1, max(day)) as last_whole_day,
    from counted
),
with_last as (
    select *, max(day) over (partition by domain) as last_day,
    from counted
    where domain is not null
),
seen as (
    select
        domain,
        last_day,
        max(last_at) as last_seen,
        sum(n)::bigint as articles,
        sum(n) filter (day > last_day - 56) as recent,
    from with_last
    group by domain, last_day
    having sum(n) >= min_articles
),
expectations as (
    select
        domain,
        articles,
        last_seen,
        last_whole_day - last_day as days_silent,
        least(56, last_day - first_day + 1) as days_of_rate,
        recent / days_of_rate as rate,
        recent * days_silent / days_of_rate as expected,
    from seen, span
    where last_day < last_whole_day
)
select
    domain as provider_domain,
    providers.name as provider_name,
    expectations.articles,
    expectations.last_seen,
    days_silent,
    rate,
    expected,
    exp(-expected) as probability,
from expectations left join providers on providers.provider_domain = domain
order by expected desc, domain;
