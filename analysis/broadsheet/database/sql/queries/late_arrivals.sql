-- grain: one row per provider of new documents, most late documents first
-- theme: history
-- question: Whose documents arrive long after they were published?
-- answer: >-
--   How many hours lie between the publication of new documents and the commit that added
--   them.
-- example: from late_arrivals() limit 5
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
--   median_hours: Median of hours from publication to commit.
--   longest_hours: Most of these hours.
-- definitions:
--   - Documents that were there before the first commit read (`present`) are no change.
--   - Hours are negative where the publication lies after the commit.
--   - >-
--     Providers with as many late documents are in order of domain, and documents without one
--     come last.
create macro late_arrivals(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news',
    type := null, after_hours := 24
) as table
with
arrivals as (
    select
        provider_domain as domain,
        (epoch_us(committed_at) - epoch_us(published_at)) / 3600000000 as hours,
    from selected_versions(
        since, until, provider, tz, wanted_category := category, wanted_type := type
    )
    where change = 'added' and published_at is not null and committed_at is not null
)
select
    domain as provider_domain,
    count(*) as documents,
    count(*) filter (hours > after_hours) as late,
    count(*) filter (hours > after_hours) / count(*) as late_share,
    median(hours) as median_hours,
    max(hours) as longest_hours,
from arrivals
group by domain
order by late desc, domain nulls last;
