-- grain: one row per withdrawal of a published document, the first first
-- theme: history
-- question: Which documents were published, and then withdrawn?
-- answer: Each commit that withdrew a document, and when the document was published again.
-- example: from publication_reversals() limit 5
-- parameters:
--   since: >-
--     Start of the period of commits, included: a date, or a time on the clock of `tz`.
--   until: >-
--     End of the period of commits, excluded: a date, or a time on the clock of `tz`.
-- columns:
--   path: Path of the document.
--   title: Title of the document before.
--   provider_domain: Domain of its provider before.
--   withdrawn_at: Time of the commit, in UTC.
--   was_quality: Quality score before.
--   quality: Quality score after.
--   published_again_at: Time of the next commit that published it; null where none did.
--   commit_hash: Hash of the commit.
-- definitions:
--   - >-
--     A withdrawal is a version that is not published, or was removed, after a version that was
--     published.
--   - Withdrawals of the same time are in order of path.
create macro publication_reversals(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news',
    type := null
) as table
select
    path,
    was_title as title,
    was_provider as provider_domain,
    committed_at as withdrawn_at,
    was_quality,
    quality,
    (
        select arg_min(later.committed_at, later.sequence)
        from document_versions as later
        where later.document_id = version.document_id
            and later.sequence > version.sequence
            and later.published
    ) as published_again_at,
    commit_hash,
from selected_versions(
    since, until, provider, tz, wanted_category := category, wanted_type := type
) as version
where was_published and (published = false or change = 'removed')
order by committed_at, path, commit_hash;
