-- grain: one row per band of quality in which documents had a score, the lowest first
-- theme: history
-- question: Which scores change, those of good documents or of weak ones?
-- answer: >-
--   How many documents had a score in each band of quality, and how often such a score was changed.
-- example: select quality_from, documents, rescored, up, down from rescoring_by_quality(band := 30)
-- parameters:
--   since: >-
--     Start of the period of commits, included: a date, or a time on the clock of `tz`.
--   until: >-
--     End of the period of commits, excluded: a date, or a time on the clock of `tz`.
-- columns:
--   quality_from: Lowest quality of the band, included.
--   quality_to: End of the band, excluded.
--   documents: Documents with a score of the band, in a version of the period or before it.
--   rescored: Those whose score of the band changed.
--   rescorings: Versions that changed a score of the band.
--   up: Those to a higher score.
--   down: Those to a lower score.
--   mean_change: Mean of new score − old score.
--   mean_size: Mean size of these changes.
-- definitions:
--   - >-
--     A rescoring is a version with a quality other than that of the version before, where both
--     have one. It counts in the band of the score before.
--   - A document counts in each band in which it had a score.
create macro rescoring_by_quality(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news',
    type := null, band := 10
) as table
with
width as (
    select if(
        band::double >= 1 and band::double % 1 = 0,
        band::bigint, error('band is a whole number from 1, not ' || band)
    ) as size
),
versions as materialized (
    select document_id, quality, was_quality,
    from selected_versions(
        since, until, provider, tz, wanted_category := category, wanted_type := type
    )
),
scored as (
    select document_id, quality as score from versions where quality is not null
    union
    select document_id, was_quality from versions where was_quality is not null
),
held as (
    select band_start(score, size) as quality_from, count(distinct document_id) as documents,
    from scored, width
    group by 1
),
changes as (
    select band_start(was_quality, size) as quality_from, document_id, quality, was_quality,
    from versions, width
    where quality <> was_quality
)
select
    quality_from,
    band_end(quality_from, (select size from width)) as quality_to,
    any_value(documents) as documents,
    count(distinct document_id) as rescored,
    count(document_id) as rescorings,
    count(*) filter (quality > was_quality) as up,
    count(*) filter (quality < was_quality) as down,
    avg(quality - was_quality) as mean_change,
    avg(abs(quality - was_quality)) as mean_size,
from held left join changes using (quality_from)
group by quality_from
order by quality_from;
