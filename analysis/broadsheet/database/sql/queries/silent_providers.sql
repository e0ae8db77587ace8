-- grain: >-
--   one row per provider without an article on the last day or days, the most articles missed first
-- theme: health
-- question: Who has fallen silent?
-- answer: >-
--   Each silent provider with how long it is silent, and how probable that is at its usual rate.
-- example: |-
--   from silent_providers()
--   select provider_domain, articles, days_silent, rate, expected, probability limit 3
-- parameters:
--   only_silent: If false, providers that are not silent are rows too.
-- columns:
--   provider_domain: Domain of the provider.
--   provider_name: Usual name of the provider, from the table `providers`.
--   articles: Articles selected.
--   last_seen: Publication of the last article, in UTC.
--   days_silent: Whole days of silence, on the clock of `tz`.
--   rate: Articles a day in the 56 days that end with the day of the last article.
--   expected: rate × days_silent, the articles that would have been usual.
--   days_before: >-
--     Days before the day of the provider's last article, 56 at most, fewer where the first article
--     selected from any provider is younger.
--   stories: Stories that the provider began to cover in these days.
--   dispersion: Variance of their number by week, by its mean; 1 where that is less or not known.
--   probability: >-
--     (days_before / (days_before + days_silent)) ^ (stories / dispersion), the probability of such a
--     silence by chance.
--   q_value: probability, adjusted for the number of providers that `min_articles` leaves.
-- definitions:
--   - The silence begins after the day of the provider's last article.
--   - It ends before `until`, or else with the day of the last article selected from any provider.
--   - >-
--     The rate is over fewer days than 56 where the first article selected from any provider is
--     younger.
--   - >-
--     The probability is that of no event in the days of silence, where the number of events is
--     Poisson. What is known of its rate is a gamma distribution, from the stories of the days
--     before. Together they make the negative binomial distribution.
--   - The day of the last article is none of the days before, as the silence begins with it.
--   - >-
--     A story counts once, on the day of the provider's first article of these days. Where there is
--     none, the probability is 1.
--   - The dispersion is that of the whole weeks of these days, counted back from the last article's day.
--   - The q_value is adjusted by the procedure of Benjamini and Hochberg, before rows are omitted.
--   - Rows of the same expected are in order of domain.
--   - Undated articles, and articles without a domain, show no activity of a provider.
-- source: >-
--   Gelman et al. 2013, Bayesian Data Analysis, section 2.6 (Poisson counts with a gamma rate);
--   Fisher 1950, The Significance of Deviations from Expectation in a Poisson Series, Biometrics 6(1)
--   (index of dispersion); Benjamini and Hochberg 1995, Controlling the False Discovery Rate, JRSS B
--   57(1).
create macro silent_providers(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null,
    min_articles := 5, only_silent := true
) as table
with
placed as materialized (
    select provider_domain as domain, local_at::date as day, published_at, story_id,
    from selected_articles(
        since, until, topic, null, tz, wanted_category := category, wanted_type := type
    )
    join article_stories using (article_id)
    where local_at is not null
),
span as (
    select
        min(day) as first_day,
        coalesce(until::timestamp::date - 1, max(day)) as last_whole_day,
    from placed
),
seen as materialized (
    select
        domain,
        max(day) as last_day,
        max(published_at) as last_seen,
        count(*) as n,
        any_value(last_whole_day) - last_day as silence,
        least(56, last_day - any_value(first_day) + 1) as days_of_rate,
        least(56, last_day - any_value(first_day))::integer as days_before,
    from placed cross join span
    where domain is not null
    group by domain
    having count(*) >= min_articles
),
recent as (
    select domain, count(*) as n_recent
    from placed join seen using (domain)
    where day > last_day - 56
    group by domain
),
begun as (
    select domain, story_id, (any_value(last_day) - min(day) - 1) // 7 as weeks_back,
    from placed join seen using (domain)
    where day between last_day - days_before and last_day - 1
    group by domain, story_id
),
weekly as (
    select domain, weeks_back, count(*) as told from begun group by domain, weeks_back
),
steadiness as (
    select
        domain,
        sum(told)::bigint as told,
        sum(told) filter (weeks_back < weeks) as in_weeks,
        sum(told * told) filter (weeks_back < weeks) as squares,
        greatest(
            coalesce(
                (weeks * squares - in_weeks * in_weeks) / nullif(in_weeks * (weeks - 1), 0), 1
            ),
            1
        ) as dispersion,
    from weekly join (select domain, days_before // 7 as weeks from seen) as spans using (domain)
    group by domain, weeks
),
judged as (
    select
        seen.*,
        n_recent / days_of_rate as rate,
        n_recent * silence / days_of_rate as expected,
        coalesce(told, 0) as told,
        coalesce(dispersion, 1) as dispersion,
        if(
            silence = 0 or coalesce(told, 0) = 0,
            1,
            (days_before / (days_before + silence)) ** (told / dispersion)
        ) as probability,
    from seen join recent using (domain) left join steadiness using (domain)
),
stepped as (
    select *, step_up(probability) as step from judged
),
tested as (
    select *, q_value(probability, step) as q from stepped
)
select
    domain as provider_domain,
    providers.name as provider_name,
    n as articles,
    tested.last_seen,
    silence as days_silent,
    rate,
    expected,
    days_before::bigint as days_before,
    told as stories,
    dispersion,
    probability,
    q as q_value,
from tested left join providers on providers.provider_domain = domain
where silence > 0 or not only_silent::boolean
order by expected desc, domain;
