-- grain: one row per version that another outlet wrote over a document, the first first
-- theme: history
-- question: Which documents were overwritten by those of another outlet?
-- answer: Each version at the path of the version before, from another provider.
-- example: from overwritten_paths() limit 5
-- parameters:
--   since: >-
--     Start of the period of commits, included: a date, or a time on the clock of `tz`.
--   until: >-
--     End of the period of commits, excluded: a date, or a time on the clock of `tz`.
-- columns:
--   path: Path that both share.
--   overwritten_at: Time of the commit, in UTC.
--   was_provider: Domain of the provider before.
--   provider_domain: Domain of the provider after.
--   was_title: Title before.
--   title: Title after.
--   commit_hash: Hash of the commit.
-- definitions:
--   - A path is overwritten where both versions have a provider, and not the same.
--   - A document that moved to another path overwrites nothing.
--   - Versions of the same time are in order of path.
create macro overwritten_paths(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news',
    type := null
) as table
select
    path,
    committed_at as overwritten_at,
    was_provider,
    provider_domain,
    was_title,
    title,
    commit_hash,
from selected_versions(
    since, until, provider, tz, wanted_category := category, wanted_type := type
)
where was_provider <> provider_domain and change in ('content', 'reverted')
order by committed_at, path, commit_hash;
