-- grain: one row per provider of heads, the least probable difference first
-- theme: publication
-- question: Is publication fair to each provider?
-- answer: >-
--   The odds of each provider's heads to be published, against those of others of the same quality.
-- example: |-
--   from publication_odds()
--   select provider_domain, articles, published, expected, odds_ratio, low, high, q limit 3
-- parameters:
--   min_articles: Omit providers with fewer articles.
--   band: Width of the bands of quality within which articles are compared, a whole number from 1.
-- columns:
--   provider_domain: Domain of the provider.
--   provider_name: Usual name of the provider, from the table `providers`.
--   articles: Articles that are heads.
--   published: Articles of these that are published.
--   share: published / articles.
--   expected: >-
--     Articles that would be published if the provider had in each band the share that all have
--     there.
--   compared: >-
--     Articles of these in bands that can show a difference: the band has others' articles, and both
--     published and unpublished ones.
--   odds_ratio: >-
--     Odds of publication, divided by those of the others, over all bands; null where either is 0 or
--     infinite.
--   low: Lower end of the 95 % interval of odds_ratio.
--   high: Upper end of that interval.
--   p: >-
--     Probability that equal odds lead to as large a difference, on either side; null where nothing
--     is compared.
--   q: p, corrected for the number of providers; null where p is.
-- definitions:
--   - >-
--     Articles count if they have a quality score, are known to be published or not, and have no heat
--     of -1. A heat of -1 is not the head of a story, and such articles are not published.
--   - Others are all articles of the same band that are not the provider's, also of none.
--   - >-
--     A band of 1 compares articles of the same quality. Within a wide band that contains the line of
--     publication, a provider of better articles has better odds.
--   - odds_ratio is that of Mantel and Haenszel, its interval that of Robins, Breslow and Greenland.
--   - p is that of Mantel and Haenszel's test, with half an article less difference.
--   - >-
--     q is the least false discovery rate at which the provider is reported, among those of the
--     answer. Where providers with q up to 0.05 are reported, 5 % of them are false on average.
--   - >-
--     Rows whose p is equal to nine digits after the point are in order of articles, most first, then
--     of domain. Rows without p come last.
-- source: >-
--   Mantel and Haenszel 1959, Statistical Aspects of the Analysis of Data From Retrospective Studies,
--   JNCI 22(4); Robins, Breslow and Greenland 1986, Estimators of the Mantel-Haenszel Variance,
--   Biometrics 42(2); Benjamini and Hochberg 1995, Controlling the False Discovery Rate, JRSS B 57(1).
create macro publication_odds(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null,
    band := 1, min_articles := 5
) as table
with
width as (
    select if(
        band::double >= 1 and band::double % 1 = 0,
        band::bigint, error('band is a whole number from 1, not ' || band)
    ) as size
),
cells as (
    select
        provider_domain as domain,
        band_start(quality, size) as stratum,
        count(*) filter (published) as own_yes,
        count(*) filter (not published) as own_no,
    from selected_articles(
        since, until, topic, null, tz, wanted_category := category, wanted_type := type
    ) cross join width
    where quality is not null and published is not null and heat is distinct from -1
    group by all
),
facing as (
    select
        domain,
        own_yes::double as own_yes,
        own_no::double as own_no,
        (sum(own_yes) over of_band - own_yes)::double as others_yes,
        (sum(own_no) over of_band - own_no)::double as others_no,
        own_yes + own_no + others_yes + others_no as n,
    from cells
    window of_band as (partition by stratum)
),
weighed as (
    select
        domain,
        own_yes + own_no as own,
        own_yes,
        (own_yes + own_no) * (own_yes + others_yes) / n as expected,
        (own_yes + own_no) * (others_yes + others_no) * (own_yes + others_yes)
            * (own_no + others_no) / (n * n * greatest(n - 1, 1)) as variance,
        own_yes * others_no / n as for_it,
        own_no * others_yes / n as against_it,
        (own_yes + others_no) / n as agreeing,
        (own_no + others_yes) / n as differing,
    from facing
    where domain is not null
),
summed as (
    select
        domain,
        sum(own) as own,
        sum(own_yes) as own_yes,
        coalesce(sum(own) filter (variance > 0), 0) as informative,
        sum(expected) as expected,
        nullif(sum(variance), 0) as variance,
        nullif(sum(for_it), 0) as for_it,
        nullif(sum(against_it), 0) as against_it,
        sum(agreeing * for_it) as agreeing_for,
        sum(agreeing * against_it + differing * for_it) as mixed,
        sum(differing * against_it) as differing_against,
    from weighed
    group by domain
    having sum(own) >= min_articles
),
tested as (
    select
        *,
        for_it / against_it as ratio,
        1.959963984540054 * sqrt(
            agreeing_for / (2 * for_it * for_it)
            + mixed / (2 * for_it * against_it)
            + differing_against / (2 * against_it * against_it)
        ) as width_of_log,
        two_sided(greatest(abs(own_yes - expected) - 0.5, 0) / sqrt(variance)) as chance,
    from summed
),
stepped as (
    select *, step_up(chance) as step from tested
),
corrected as (
    select *, q_value(chance, step) as rate from stepped
)
select
    domain as provider_domain,
    providers.name as provider_name,
    own::bigint as articles,
    own_yes::bigint as published,
    own_yes / own as share,
    expected,
    informative::bigint as compared,
    ratio as odds_ratio,
    ratio * exp(-width_of_log) as low,
    ratio * exp(width_of_log) as high,
    chance as p,
    rate as q,
from corrected left join providers on providers.provider_domain = domain
order by round(chance, 9) nulls last, own desc, domain;
