-- grain: one row per provider of new documents, most late documents first
-- theme: history
-- question: Whose documents arrive long after they were published?
-- answer: >-
--   How many hours lie between the publication of new documents and the commit that added
--   them.
-- example: |-
--   from late_arrivals()
--   select provider_domain, documents, late, late_share, median_hours, median_low, median_high limit 5
-- parameters:
--   since: >-
--     Start of the period of commits, included: a date, or a time on the clock of `tz`.
--   until: >-
--     End of the period of commits, excluded: a date, or a time on the clock of `tz`.
--   after_hours: Hours after publication from which an arrival is late.
-- columns:
--   provider_domain: Domain of the provider.
--   documents: Dated documents that were added in the period.
--   late: Those that arrived later than `after_hours`.
--   late_share: late / documents.
--   late_share_low: Lower end of the 95 % interval of late_share; null where the commits are too few.
--   late_share_high: Upper end of that interval.
--   median_hours: Median of hours from publication to commit.
--   median_low: Lower end of the 95 % interval of median_hours; null where the commits are too few.
--   median_high: Upper end of that interval.
--   longest_hours: Most of these hours.
-- definitions:
--   - Documents that were there before the first commit read (`present`) are no change.
--   - Hours are negative where the publication lies after the commit.
--   - >-
--     Providers with as many late documents are in order of domain, and documents without one
--     come last.
--   - >-
--     Documents of one commit do not come independently, so it counts as one draw. The interval of the
--     median lies between two waits (see `median_reach`), that of the share is Wilson's, of the
--     documents that `story_size` counts.
-- source: >-
--   Woodruff 1952, Confidence Intervals for Medians and Other Position Measures, JASA 47(260); Wilson
--   1927, Probable Inference, JASA 22(158).
create macro late_arrivals(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news',
    type := null, after_hours := 24
) as table
with
arrivals as (
    select
        provider_domain as domain,
        committed_at,
        (epoch_us(committed_at) - epoch_us(published_at)) / 3600000000 as hours,
    from selected_versions(
        since, until, provider, tz, wanted_category := category, wanted_type := type
    )
    where change = 'added' and published_at is not null and committed_at is not null
),
middled as (
    select *, median(hours) over (partition by domain) as middle from arrivals
),
by_commit as (
    select
        domain,
        list(hours) as waits,
        count(*)::hugeint as n,
        (count(*) filter (hours < middle) + count(*) filter (hours <= middle))::hugeint as u,
        (count(*) filter (hours > after_hours))::hugeint as l,
    from middled
    group by domain, committed_at
),
measured as (
    select
        domain,
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
    group by domain
)
select
    domain as provider_domain,
    documents::bigint as documents,
    late::bigint as late,
    late / documents as late_share,
    wilson_low(late / documents * size, size) as late_share_low,
    wilson_high(late / documents * size, size) as late_share_high,
    list_median(waits) as median_hours,
    waits[median_begins(documents, reach)] as median_low,
    waits[median_ends(documents, reach)] as median_high,
    waits[-1] as longest_hours,
from measured
order by late desc, domain nulls last;
