-- grain: one row per number of days since documents were added, the first first
-- theme: history
-- question: How long do scores keep changing?
-- answer: How many new documents get another score on each day after they were added.
-- example: select age_days, documents, rescored_share, up, down from rescoring_by_age()
-- parameters:
--   since: >-
--     Start of the period of commits, included: a date, or a time on the clock of `tz`.
--   until: >-
--     End of the period of commits, excluded: a date, or a time on the clock of `tz`.
--   most_days: The greatest age.
-- columns:
--   age_days: Whole days since the first version.
--   documents: Documents that were added in the period, and have reached that age.
--   rescored: Those whose score changed on that day.
--   rescored_share: rescored / documents.
--   rescorings: Versions that changed a score on that day.
--   up: Those to a higher score.
--   down: Those to a lower score.
--   mean_change: Mean of new score − old score.
--   mean_size: Mean size of these changes.
-- definitions:
--   - Documents that were there before the first commit read (`present`) are no change.
--   - >-
--     A rescoring is a version with a quality other than that of the version before, where both
--     have one. It may be after the period.
--   - A document has reached an age that its archive's last commit has reached, gone or not.
create macro rescoring_by_age(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news',
    type := null, most_days := 14
) as table
with
ends as (
    select archive, max(committed_at) as ended_at from document_versions group by archive
),
firsts as (
    select document_id, committed_at as added_at, ended_at,
    from selected_versions(
        since, until, provider, tz, wanted_category := category, wanted_type := type
    )
    join ends using (archive)
    where change = 'added' and was_sequence is null and committed_at is not null
),
reached as (
    select age_days, count(*) as documents,
    from firsts, (select unnest(range(most_days + 1)) as age_days)
    where ended_at >= added_at + to_days(age_days::integer)
    group by age_days
),
changes as (
    select
        document_id,
        (epoch_us(committed_at) - epoch_us(added_at)) // 86400000000 as age_days,
        quality - was_quality as change_of_score,
    from firsts join version_steps using (document_id)
    where quality <> was_quality and committed_at >= added_at
)
select
    age_days,
    any_value(documents) as documents,
    count(distinct document_id) as rescored,
    count(distinct document_id) / any_value(documents) as rescored_share,
    count(document_id) as rescorings,
    count(*) filter (change_of_score > 0) as up,
    count(*) filter (change_of_score < 0) as down,
    avg(change_of_score) as mean_change,
    avg(abs(change_of_score)) as mean_size,
from reached left join changes using (age_days)
group by age_days
order by age_days;
