-- grain: one row per day, week or month with versions that have a heat, the first first
-- theme: history
-- question: Does heat follow quality and related items, and has it always?
-- answer: >-
--   The versions of each span whose heat is the one expected of the head of a story, and those
--   whose heat changed although nothing changed that it follows from.
-- example: from heat_consistency(bucket := 'week')
-- parameters:
--   since: >-
--     Start of the period of commits, included: a date, or a time on the clock of `tz`.
--   until: >-
--     End of the period of commits, excluded: a date, or a time on the clock of `tz`.
-- columns:
--   date: First day of the span.
--   heads: Versions with a quality and a heat other than -1, without overflow.
--   as_expected: Those of them with a heat of quality + 10 × related_count.
--   expected_share: as_expected / heads; null where there are no heads.
--   overflows: Versions with a heat of at most -2147000000, which is near -2^31.
--   unexplained: >-
--     Versions whose heat is another than in the version before, with the same quality and as many
--     related items.
-- definitions:
--   - Versions that change no field are left out.
--   - Documents that were there before the first commit read (`present`) are no change.
create macro heat_consistency(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news',
    type := null, bucket := 'month'
) as table
with
versions as (
    select
        date_trunc(bucket, local_at)::date as date,
        heat > -2147000000 and heat <> -1 and quality is not null as is_head,
        heat = try(quality + 10 * coalesce(related_count, 0)::bigint) as is_expected,
        heat <= -2147000000 as is_overflow,
        heat <> was_heat
            and quality is not distinct from was_quality
            and coalesce(related_count, 0) = coalesce(was_related_count, 0) as is_unexplained,
    from selected_versions(
        since, until, provider, tz, wanted_category := category, wanted_type := type
    )
    where heat is not null
        and local_at is not null
        and change in ('added', 'content', 'reverted', 'moved_and_changed')
)
select
    date,
    count(*) filter (is_head) as heads,
    count(*) filter (is_head and is_expected) as as_expected,
    as_expected / nullif(heads, 0) as expected_share,
    count(*) filter (is_overflow) as overflows,
    count(*) filter (is_unexplained) as unexplained,
from versions
group by date
order by date;
