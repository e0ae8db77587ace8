-- grain: one row per provider of new documents, most documents first
-- theme: history
-- question: How long does a new document wait to be published?
-- answer: How many new documents are published at last, and after how many hours.
-- example: from time_to_publish() limit 5
-- parameters:
--   since: >-
--     Start of the period of commits, included: a date, or a time on the clock of `tz`.
--   until: >-
--     End of the period of commits, excluded: a date, or a time on the clock of `tz`.
-- columns:
--   provider_domain: Domain of the provider, as the first version has it.
--   documents: Documents that were added in the period.
--   published: Those of them of which a version is published.
--   share: published / documents.
--   median_hours: Median of the hours from the first version to that one.
--   longest_hours: Most of these hours.
-- definitions:
--   - Documents that were there before the first commit read (`present`) are no change.
--   - The wait ends with the first version that is published, in the period or after it.
--   - A wait is 0 where the first version is such a version.
--   - >-
--     Providers with as many documents are in order of domain, and documents without one come
--     last.
create macro time_to_publish(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news',
    type := null
) as table
select
    domain as provider_domain,
    count(*) as documents,
    count(hours_until_published) as published,
    count(hours_until_published) / count(*) as share,
    median(hours_until_published) as median_hours,
    max(hours_until_published) as longest_hours,
from document_waits(
    since, until, provider, tz, wanted_category := category, wanted_type := type
)
group by domain
order by documents desc, domain nulls last;
