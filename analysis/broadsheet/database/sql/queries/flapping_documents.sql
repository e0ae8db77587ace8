-- grain: one row per document that went back to an earlier content, most often first
-- theme: history
-- question: Which documents flip back and forth?
-- answer: How often each document went back to a content that it had before.
-- example: from flapping_documents() limit 5
-- parameters:
--   since: >-
--     Start of the period of commits, included: a date, or a time on the clock of `tz`.
--   until: >-
--     End of the period of commits, excluded: a date, or a time on the clock of `tz`.
--   min_reversals: Omit documents with fewer reversals.
-- columns:
--   document_id: The document.
--   path: Its path at the last of these versions.
--   reversals: Versions with a content that an earlier version had.
--   first_at: Time of the first of these commits, in UTC.
--   last_at: Time of the last of them, in UTC.
-- definitions:
--   - A reversal is a version of the kind `reverted`.
--   - Documents with as many reversals are in order of path.
create macro flapping_documents(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news',
    type := null, min_reversals := 1
) as table
select
    document_id,
    arg_max(path, sequence) as path,
    count(*) as reversals,
    arg_min(committed_at, sequence) as first_at,
    arg_max(committed_at, sequence) as last_at,
from selected_versions(
    since, until, provider, tz, wanted_category := category, wanted_type := type
)
where change = 'reverted'
group by document_id
having count(*) >= min_reversals
order by reversals desc, path, first_at, last_at, document_id;
