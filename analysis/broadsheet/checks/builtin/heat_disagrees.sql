-- name: heat_disagrees
-- severity: warn
-- description: >-
--   More heats than usual that are not those of the head of a story. The last `days` whole days
--   are compared with the `before` days before them (see `heat_audit`). Heats of -1, and of
--   articles without a score, are left out. The share may rise by `rise`, and by `width` standard
--   errors. Fewer than `least` heats are not judged.
-- message: "{found:%} of {heats} heats are not as expected; at most {expected_to:%} are usual"
-- parameters:
--   days: 7
--   before: 56
--   width: 4.0
--   rise: 0.05
--   least: 10
with
audited as (
    select *, true as is_recent,
    from heat_audit(
        since := $today - $days::int, until := $today, tz := $timezone, only_off := false
    )
    union all
    select *, false,
    from heat_audit(
        since := $today - ($days + $before)::int, until := $today - $days::int, tz := $timezone,
        only_off := false
    )
),
judged as (
    select *, verdict <> 'as expected' as is_off,
    from audited
    where verdict not in ('not a head', 'no quality')
),
counted as (
    select
        count(*) filter (is_recent) as heats,
        count(*) filter (not is_recent) as heats_before,
        count(*) filter (is_recent and is_off) / heats as share,
        share_ceiling(
            count(*) filter (not is_recent and is_off), heats_before, heats, $width, $rise
        ) as ceiling,
    from judged
)
select
    heats,
    share as found,
    0 as expected_from,
    ceiling as expected_to,
    format(
        '{} ({}): heat {}, not {}',
        coalesce(title, 'untitled'), coalesce(provider_domain, 'none named'), heat, expected
    ) as contributor,
from counted cross join judged
where is_recent and is_off and heats >= $least and heats_before >= $least and share > ceiling
order by abs(difference) desc nulls last, article_id;
