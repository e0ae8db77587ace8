-- grain: one row per day, week or month in which new documents were first seen, the first first
-- theme: history
-- question: How late is the archive?
-- answer: >-
--   How many hours lie between the publication of new documents and the time when they were first
--   seen.
-- example: |-
--   from archive_lateness(bucket := 'week')
--   select date, documents, late, late_share, late_share_low, late_share_high
-- parameters:
--   since: >-
--     Start of the period of first sights, included: a date, or a time on the clock of `tz`.
--   until: >-
--     End of the period of first sights, excluded: a date, or a time on the clock of `tz`.
--   after_hours: Hours after publication from which a document is late.
-- columns:
--   date: First day of the span.
--   documents: Documents that were first seen in the span, and have a time of publication.
--   late: Those that were seen later than `after_hours`.
--   late_share: late / documents.
--   late_share_low: Lower end of the 95 % interval of late_share; null where the commits are too few.
--   late_share_high: Upper end of that interval.
--   median_hours: Median of the hours from publication to first sight.
--   median_low: Lower end of the 95 % interval of median_hours; null where the commits are too few.
--   median_high: Upper end of that interval.
--   p90_hours: 90th percentile of these hours.
--   longest_hours: Most of these hours.
-- definitions:
--   - >-
--     A document is first seen by the commit that first had it; without history, by the load that
--     first had it.
--   - >-
--     What the first commit or load of an archive brought is left out: it may have been there
--     before.
--   - Documents without a date, or with a date and no time, are left out.
--   - Hours are negative where the publication lies after the first sight.
--   - >-
--     Documents of one commit or load do not come independently, so it counts as one draw. The interval of the
--     median lies between two waits (see `median_reach`), that of the share is Wilson's, of the
--     documents that `story_size` counts.
-- source: >-
--   Woodruff 1952, Confidence Intervals for Medians and Other Position Measures, JASA 47(260); Wilson
--   1927, Probable Inference, JASA 22(158).
create macro archive_lateness(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news',
    type := null, bucket := 'month', after_hours := 24
) as table
with
sights as (
    select date_trunc(bucket, seen_at)::date as day, seen_at, hours,
    from first_sights(
        since, until, provider, tz, wanted_category := category, wanted_type := type
    )
),
middled as (
    select *, median(hours) over (partition by day) as middle from sights
),
by_commit as (
    select
        day,
        list(hours) as waits,
        count(*)::hugeint as n,
        (count(*) filter (hours < middle) + count(*) filter (hours <= middle))::hugeint as u,
        (count(*) filter (hours > after_hours))::hugeint as l,
    from middled
    group by day, seen_at
),
measured as (
    select
        day,
        list_sort(flatten(list(waits))) as waits,
        sum(n) as documents,
        sum(l) as late,
        median_reach(
            sum(n), sum(u), sum(n * n), sum(n * u), sum(u * u), sum(n * n * n * n)
        ) as reach,
        story_size(
            sum(n), sum(l), sum(n * n), sum(n * l), sum(l * l), sum(n * n * n * n)
        ) as size,
    from by_commit
    group by day
)
select
    day as date,
    documents::bigint as documents,
    late::bigint as late,
    late / documents as late_share,
    wilson_low(late / documents * size, size) as late_share_low,
    wilson_high(late / documents * size, size) as late_share_high,
    list_median(waits) as median_hours,
    waits[median_begins(documents, reach)] as median_low,
    waits[median_ends(documents, reach)] as median_high,
    list_aggregate(waits, 'quantile_cont', 0.9) as p90_hours,
    waits[-1] as longest_hours,
from measured
order by day;
