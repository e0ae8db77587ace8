-- grain: one row per day with commits that changed documents, the first first
-- theme: history
-- question: On which days was the archive worked on, and at what?
-- answer: >-
--   The commits of each day, and the versions of documents that they made, by kind of change.
-- example: from archive_activity()
-- parameters:
--   since: >-
--     Start of the period of commits, included: a date, or a time on the clock of `tz`.
--   until: >-
--     End of the period of commits, excluded: a date, or a time on the clock of `tz`.
-- columns:
--   date: Day, on the clock of `tz`.
--   commits: Commits that changed documents of the selection.
--   versions: Versions that they made.
--   added: Documents that were added.
--   content: Versions with other content.
--   reissued: Versions with the same fields, in other bytes.
--   moved: Documents that moved to another path.
--   removed: Documents that were removed.
-- definitions:
--   - Documents that were there before the first commit read (`present`) are no change.
--   - >-
--     Content counts what went back to an earlier content too, and a reissue is a change of
--     payload, line ends or format alone.
--   - A document that moved and changed counts as moved.
create macro archive_activity(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news',
    type := null
) as table
select
    local_at::date as date,
    count(distinct (archive, commit_hash)) as commits,
    count(*) as versions,
    count(*) filter (change = 'added') as added,
    count(*) filter (change in ('content', 'reverted')) as content,
    count(*) filter (change in ('payload_only', 'line_ends_only', 'format_only')) as reissued,
    count(*) filter (change in ('moved', 'moved_and_changed')) as moved,
    count(*) filter (change = 'removed') as removed,
from selected_versions(
    since, until, provider, tz, wanted_category := category, wanted_type := type
)
where change <> 'present' and local_at is not null
group by 1
order by 1;
