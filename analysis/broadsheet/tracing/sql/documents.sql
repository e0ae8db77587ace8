-- one row per document that was chosen: where it is, the commit that first had it and the one that
-- last changed what it says
with
changes as (
    select
        article_id,
        arg_max(commit_hash, sequence) as changed_by,
        arg_max(committed_at, sequence) as changed_at,
    from document_versions
    where change in ('present', 'added', 'content', 'reverted', 'moved_and_changed')
    group by article_id
)
select
    documents.archive,
    documents.path,
    documents.fingerprint,
    documents.first_version,
    documents.first_seen_at,
    changed_by,
    changed_at,
from documents
semi join tracing.chosen using (article_id)
left join changes using (article_id)
order by archive, path
limit coalesce($most, 9223372036854775807)
