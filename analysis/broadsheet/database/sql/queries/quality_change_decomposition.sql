-- grain: >-
--   one row per provider with scored articles in either of two periods, the largest effect first
-- theme: change
-- question: Did quality change because providers changed, or because others were chosen?
-- answer: >-
--   What each provider adds to the change of mean quality, by its own change and by its weight.
-- example: |-
--   from quality_change_decomposition(since := date '2021-03-01', until := date '2021-04-01')
--   select provider_domain, weight, previous_weight, mean, previous_mean, within_effect, mix_effect
--   limit 3
-- parameters:
--   since: >-
--     Start of the period, included: a date, or a time on the clock of `tz`. It must be given.
--   until: >-
--     End of the period, excluded: a date, or a time on the clock of `tz`. It must be given.
-- columns:
--   provider_domain: Domain of the provider; null for articles without one.
--   provider_name: Usual name of the provider, from the table `providers`.
--   n: Scored articles in the period.
--   previous_n: Scored articles in the period before.
--   weight: n / all scored articles in the period.
--   previous_weight: previous_n / all scored articles in the period before.
--   mean: Mean quality in the period; null where n is 0.
--   previous_mean: Mean quality in the period before; null where previous_n is 0.
--   within_effect: Mean of the two weights × (mean - previous_mean).
--   mix_effect: >-
--     (weight - previous_weight) × (mean of the provider's two means - mean of the two overall
--     means).
--   effect: within_effect + mix_effect.
--   overall_mean: Mean quality of all scored articles in the period, the same in every row.
--   previous_overall_mean: The same in the period before.
--   overall_change: overall_mean - previous_overall_mean.
-- adds_up: |-
--   select
--       count(quality) filter (is_now) as n,
--       count(quality) filter (is_before) as previous_n,
--   from compared_articles(
--       since, until, previous_since, previous_until, topic, null, tz,
--       wanted_category := category, wanted_type := type
--   )
-- definitions:
--   - All effects add up to overall_change.
--   - >-
--     A provider without scored articles in one period has weight 0 there, and is taken to have the
--     same mean in both.
--   - So such a provider has a mix_effect alone.
--   - Effects are null where a whole period has no scored articles.
--   - >-
--     `previous_since` and `previous_until` are derived as in `compare_periods` where they are
--     null.
--   - >-
--     Rows whose effects are equal to nine digits after the point, either way, are in order of
--     domain.
-- source: >-
--   Kitagawa 1955, Components of a Difference Between Two Rates, JASA 50(272); the effects of all
--   providers add up to its two components.
create macro quality_change_decomposition(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null,
    previous_since := null, previous_until := null
) as table
with
measured as (
    select
        provider_domain,
        count(*) filter (is_now) as n,
        count(*) filter (is_before) as previous_n,
        avg(quality) filter (is_now) as mean,
        avg(quality) filter (is_before) as previous_mean,
        coalesce(sum(quality) filter (is_now), 0) as total,
        coalesce(sum(quality) filter (is_before), 0) as previous_total,
    from compared_articles(
        since, until, previous_since, previous_until, topic, null, tz,
        wanted_category := category, wanted_type := type
    )
    where quality is not null
    group by provider_domain
),
weighed as (
    select
        *,
        n / nullif(sum(n) over (), 0) as weight,
        previous_n / nullif(sum(previous_n) over (), 0) as previous_weight,
        sum(total) over () / nullif(sum(n) over (), 0) as overall_mean,
        sum(previous_total) over () / nullif(sum(previous_n) over (), 0) as previous_overall_mean,
        coalesce(mean, previous_mean) as mean_or_other,
        coalesce(previous_mean, mean) as previous_mean_or_other,
    from measured
),
split as (
    select
        *,
        (weight + previous_weight) / 2 * (mean_or_other - previous_mean_or_other) as within_effect,
        (weight - previous_weight) * (
            (mean_or_other + previous_mean_or_other) / 2
            - (overall_mean + previous_overall_mean) / 2
        ) as mix_effect,
    from weighed
)
select
    split.provider_domain,
    providers.name as provider_name,
    n,
    previous_n,
    weight,
    previous_weight,
    mean,
    previous_mean,
    within_effect,
    mix_effect,
    within_effect + mix_effect as effect,
    overall_mean,
    previous_overall_mean,
    overall_mean - previous_overall_mean as overall_change,
from split
left join providers on providers.provider_domain = split.provider_domain
order by round(abs(within_effect + mix_effect), 9) desc nulls last, split.provider_domain;
