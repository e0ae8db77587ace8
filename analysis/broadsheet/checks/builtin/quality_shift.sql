-- name: quality_shift
-- severity: warn
-- description: >-
--   Mean quality has shifted, by the providers' own level or by their mix. The last `days` whole
--   days are compared with the `before` days before them (see `quality_change_decomposition`).
--   Either effect may be `width` standard errors, and at least `change`. The error of the level is
--   of scores about the mean of their provider, that of the mix of all scores. Fewer than `least`
--   scored articles are not judged.
-- message: >-
--   Mean quality is {mean}, and was {mean_before}: {level} by the level of providers, {mix} by
--   their mix
-- parameters:
--   days: 7
--   before: 56
--   width: 4.0
--   change: 3.0
--   least: 20
with
effects as (
    select
        *,
        sum(within_effect) over () as level,
        sum(mix_effect) over () as mix,
        sum(n) over () as scored,
        sum(previous_n) over () as scored_before,
    from quality_change_decomposition(
        since := $today - $days::int, until := $today, tz := $timezone,
        previous_since := $today - ($days + $before)::int, previous_until := $today - $days::int
    )
),
scores as (
    select
        quality,
        local_at >= $today - $days::int as is_recent,
        quality - avg(quality) over (partition by provider_domain, is_recent) as own,
        count(*) over (partition by provider_domain, is_recent) as n_of_provider,
    from selected_articles($today - ($days + $before)::int, $today, null, null, $timezone)
    where quality is not null
),
spread as (
    select
        sqrt(sum(own ** 2) / nullif(sum(1 - 1 / n_of_provider), 0)) as deviation_of_level,
        stddev_samp(quality) filter (not is_recent) as deviation_of_mix,
    from scores
),
judged as (
    select
        *,
        sqrt(1 / scored + 1 / scored_before) as error,
        greatest($change, $width * deviation_of_level * error) as level_bound,
        greatest($change, $width * deviation_of_mix * error) as mix_bound,
        abs(level) / level_bound >= abs(mix) / mix_bound as is_level,
        if(is_level, level_bound, mix_bound) as bound,
    from effects cross join spread
)
select
    if(is_level, level, mix) as found,
    -bound as expected_from,
    bound as expected_to,
    overall_mean as mean,
    previous_overall_mean as mean_before,
    level,
    mix,
    provider_domain,
    format(
        '{}: {:+.1f} by level, {:+.1f} by mix',
        coalesce(provider_name, provider_domain, 'none named'), within_effect, mix_effect
    ) as contributor,
from judged
where scored >= $least and scored_before >= $least and abs(found) > bound
order by if(is_level, within_effect, mix_effect) * sign(found) desc, provider_domain;
