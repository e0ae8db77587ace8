-- one row per provider without an article on the last day or days, the most surprising silence first
-- measures articles; last_seen, when the last was published (UTC); days_silent, whole days (on the
-- clock of tz) after the day of the last and before until, or up to the day of the last article selected
-- from anyone; rate, articles a day in the 56 days that end with the day of its last (fewer where the
-- first article selected from anyone is younger); expected, rate × days_silent; probability,
-- exp(-expected), that a Poisson process of that rate is silent so long; equals in expected by domain;
-- undated articles, and those without a provider's domain, are no one's sign of life
-- answers: who has fallen silent?
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
