-- grain: one row per document and day of a new score, document by document, the first day first
-- theme: history
-- question: How do scores move?
-- answer: The scores of the documents that were rescored most often, day by day.
-- example: from score_paths(top := 3)
-- parameters:
--   since: >-
--     Start of the period of commits, included: a date, or a time on the clock of `tz`.
--   until: >-
--     End of the period of commits, excluded: a date, or a time on the clock of `tz`.
--   top: Most documents to return.
-- columns:
--   document_id: The document.
--   title: Its title at the last of these versions.
--   provider_domain: Domain of its provider then; null where there is none.
--   date: Day, on the clock of `tz`.
--   quality: The last score of the day.
--   rescorings: How often the document was rescored in the period.
-- definitions:
--   - >-
--     A rescoring is a version with a quality other than that of the version before, where both
--     have one.
--   - Days are those of the first score in the period, and of each rescoring.
--   - Documents that were rescored as often are in order of document_id.
create macro score_paths(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news',
    type := null, top := 10
) as table
with
scored as (
    select
        document_id,
        sequence,
        title,
        provider_domain,
        local_at,
        quality,
        coalesce(quality <> was_quality, false) as is_rescoring,
        row_number() over (partition by document_id order by sequence) = 1 as is_first,
    from selected_versions(
        since, until, provider, tz, wanted_category := category, wanted_type := type
    )
    where quality is not null and local_at is not null
),
chosen as (
    select
        document_id,
        arg_max(title, sequence) as title,
        arg_max(provider_domain, sequence) as provider_domain,
        count(*) filter (is_rescoring) as rescorings,
    from scored
    group by document_id
    having rescorings > 0
    order by rescorings desc, document_id
    limit top
)
select
    document_id,
    any_value(chosen.title) as title,
    any_value(chosen.provider_domain) as provider_domain,
    local_at::date as date,
    arg_max(quality, sequence) as quality,
    any_value(rescorings) as rescorings,
from scored join chosen using (document_id)
where is_rescoring or is_first
group by document_id, local_at::date
order by any_value(rescorings) desc, document_id, date;
