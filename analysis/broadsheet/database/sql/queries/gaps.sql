-- grain: one row per day with fewer articles than usual, in order
-- theme: health
-- question: On which days did less come in than usual?
-- answer: >-
--   Each day with no or few articles, against the mean of the same weekday in the eight weeks
--   before.
-- example: from gaps(since := date '2021-03-01') limit 3
-- parameters:
--   since: >-
--     First day, included: a date, or a time on the clock of `tz`, of which the whole day counts.
--     The first article's day where null.
--   until: >-
--     End of the days, excluded: a date, or a time on the clock of `tz`, whose day counts whole.
--     After the last article's day where null.
--   low: A day is low with fewer articles than `low` × baseline.
--   only_gaps: If false, every day of the period is a row.
-- columns:
--   date: Day on the clock of `tz`.
--   articles: Articles of the day.
--   baseline: Mean number of articles on the eight same weekdays before; null where none is left.
--   baseline_days: How many of these eight days are left, 0 to 8.
--   ratio: articles / baseline; null where the baseline is 0 or null.
--   verdict: '`none`, `low` or `usual`; null where no day is left to compare with.'
-- definitions:
--   - The eight same weekdays before are 7, 14, … 56 days earlier, before `since` too.
--   - >-
--     Days before the first article that `topic`, `provider`, `category` and `type` select are left
--     out of these, and days before `archive_start`: what is older was added later.
--   - The verdict is `none` for a day without articles where the baseline is above 0.
--   - The verdict is `low` for fewer than `low` × baseline articles, else `usual`.
--   - '`since` and `until` choose days, which count whole.'
--   - Undated articles count on no day.
create macro gaps(
    since := null, until := null, topic := null, provider := null, tz := 'UTC',
    category := 'news', type := null, low := 0.5, only_gaps := true
) as table
with
counted as (
    select local_at::date as day, count(*) as n,
    from selected_articles(
        null, null, topic, provider, tz, wanted_category := category, wanted_type := type
    )
    where local_at is not null
    group by 1
),
days as (
    from calendar(
        (select min(day) from counted), since::timestamp - interval 56 day, until,
        (select max(day) from counted), 'day'
    )
),
filled as (
    select
        bucket_start as day,
        coalesce(n, 0) as n,
        bucket_start >= greatest((select min(day) from counted), archive_start(tz)) as is_known,
    from days left join counted on counted.day = bucket_start
),
compared as (
    select
        day,
        n,
        count(*) filter (is_known) over same_weekdays as baseline_days,
        avg(n) filter (is_known) over same_weekdays as baseline,
    from filled
    window same_weekdays as (
        partition by isodow(day) order by day rows between 8 preceding and 1 preceding
    )
),
judged as (
    select
        *,
        case
            when baseline is null then null
            when n = 0 and baseline > 0 then 'none'
            when n < low * baseline then 'low'
            else 'usual'
        end as verdict,
    from compared
    where since is null or day >= since::timestamp::date
)
select
    day as date,
    n as articles,
    baseline,
    baseline_days,
    n / nullif(baseline, 0) as ratio,
    verdict,
from judged
where not only_gaps or verdict in ('none', 'low')
order by day;
