-- one row per provider with scored articles in either of two periods, the largest effect first
-- measures n scored articles, weight (their share of all scored) and mean quality in the period since
-- to until and in the one before (previous_…), and what each provider adds to overall_change, the
-- change of the mean of all: within_effect, mean of the two weights x change of its mean, and
-- mix_effect, change of its weight x (mean of its two means - mean of the two overall means); effect
-- is their sum, and all effects add up to overall_change; a provider of only one period has weight 0
-- in the other and is taken to have had the same mean there, so it has mix alone; effects are null
-- where a whole period has none scored; both periods must be known: since and until are given,
-- previous_since and previous_until are else derived as in compare_periods. After Kitagawa (1955),
-- Components of a Difference Between Two Rates, JASA 50(272), whose components these are in sum;
-- effects equal to nine digits stand in order of domains
-- answers: did quality change because providers changed, or because others were chosen?
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
