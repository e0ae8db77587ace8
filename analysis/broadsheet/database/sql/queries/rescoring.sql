-- grain: one row per provider with documents that have a score, most rescorings first
-- theme: history
-- question: Whose documents get another score, how often, and up or down?
-- answer: How many versions of documents with a score change it, and by how much.
-- example: from rescoring() limit 5
-- parameters:
--   since: >-
--     Start of the period of commits, included: a date, or a time on the clock of `tz`.
--   until: >-
--     End of the period of commits, excluded: a date, or a time on the clock of `tz`.
-- columns:
--   provider_domain: Domain of the provider.
--   documents: Documents with a score in a version of the period.
--   rescored: Documents whose score changed.
--   rescorings: Versions that changed a score.
--   up: Those to a higher score.
--   down: Those to a lower score.
--   mean_change: Mean of new score − old score.
--   mean_size: Mean size of these changes.
-- definitions:
--   - >-
--     A rescoring is a version with a quality other than that of the version before, where both
--     have one.
--   - A document that changes its provider counts for each of them.
--   - Providers with as many rescorings are in order of domain.
create macro rescoring(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news',
    type := null
) as table
select
    provider_domain,
    count(distinct document_id) as documents,
    count(distinct document_id) filter (quality <> was_quality) as rescored,
    count(*) filter (quality <> was_quality) as rescorings,
    count(*) filter (quality > was_quality) as up,
    count(*) filter (quality < was_quality) as down,
    avg(quality - was_quality) filter (quality <> was_quality) as mean_change,
    avg(abs(quality - was_quality)) filter (quality <> was_quality) as mean_size,
from selected_versions(
    since, until, provider, tz, wanted_category := category, wanted_type := type
)
where quality is not null and provider_domain is not null
group by provider_domain
order by rescorings desc, provider_domain;
