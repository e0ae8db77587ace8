-- grain: one row per day, week or month in which new documents were first seen, the first first
-- theme: history
-- question: How late is the archive?
-- answer: >-
--   How many hours lie between the publication of new documents and the time when they were first
--   seen.
-- example: from archive_lateness(bucket := 'week')
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
--   median_hours: Median of the hours from publication to first sight.
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
create macro archive_lateness(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news',
    type := null, bucket := 'month', after_hours := 24
) as table
select
    date_trunc(bucket, seen_at)::date as date,
    count(*) as documents,
    count(*) filter (hours > after_hours) as late,
    count(*) filter (hours > after_hours) / count(*) as late_share,
    median(hours) as median_hours,
    quantile_cont(hours, 0.9) as p90_hours,
    max(hours) as longest_hours,
from first_sights(
    since, until, provider, tz, wanted_category := category, wanted_type := type
)
group by all
order by date;
