-- grain: one row per number of days since documents were added, the first first
-- theme: history
-- question: How do stories grow?
-- answer: How many related items new documents list, by their age in days.
-- example: from related_growth()
-- parameters:
--   since: >-
--     Start of the period of commits, included: a date, or a time on the clock of `tz`.
--   until: >-
--     End of the period of commits, excluded: a date, or a time on the clock of `tz`.
--   most_days: The greatest age.
-- columns:
--   age_days: Days since the first version.
--   documents: Documents that were added in the period, and are loaded at that age.
--   mean_related: Mean number of items that they list then.
--   median_related: Median of this number.
--   p90_related: 90th percentile of it.
--   grown: Documents that list more items than their first version.
--   grown_share: grown / documents.
-- definitions:
--   - Documents that were there before the first commit read (`present`) are no change.
--   - The age of 0 days is the first version.
--   - >-
--     A document counts at an age that its archive's last commit has reached, with the version that
--     it had then. One that is gone by then, or can't be read, does not count.
create macro related_growth(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news',
    type := null, most_days := 7
) as table
with
ends as (
    select archive, max(committed_at) as ended_at from document_versions group by archive
),
firsts as (
    select document_id, committed_at as added_at, ended_at, coalesce(related_count, 0) as at_first,
    from selected_versions(
        since, until, provider, tz, wanted_category := category, wanted_type := type
    )
    join ends using (archive)
    where change = 'added' and was_sequence is null and committed_at is not null
),
reached as (
    select *, added_at + to_days(age_days::integer) as reached_at,
    from firsts, (select unnest(range(most_days + 1)) as age_days)
    where ended_at >= reached_at
),
states as (
    select
        age_days,
        document_id,
        any_value(at_first) as at_first,
        arg_max(
            if(status = 'loaded', coalesce(related_count, 0), -1), sequence
        ) as related,
    from reached join document_versions using (document_id)
    where committed_at <= reached_at and change <> 'moved_away'
    group by age_days, document_id
)
select
    age_days,
    count(*) as documents,
    avg(related) as mean_related,
    median(related) as median_related,
    quantile_cont(related, 0.9) as p90_related,
    count(*) filter (related > at_first) as grown,
    count(*) filter (related > at_first) / count(*) as grown_share,
from states
where related >= 0
group by age_days
order by age_days;
