-- name: quality_shift
-- severity: warn
-- description: >-
--   Mean quality of the last `days` whole days against the `before` days before them, in two
--   effects: level, the change of the providers' own means, and mix, the change of their shares
--   (see `quality_change_decomposition`). Either may be `width` standard errors of the change of
--   the mean, and at least `change`. Fewer than `least` scored articles are not judged.
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
spread as (
    select stddev_samp(quality) as deviation,
    from selected_articles($today - ($days + $before)::int, $today, null, null, $timezone)
),
judged as (
    select
        *,
        greatest($change, $width * deviation * sqrt(1 / scored + 1 / scored_before)) as bound,
        abs(level) >= abs(mix) as is_level,
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
