-- grain: one row per day with fewer articles than usual, in order
-- theme: health
-- question: On which days did less come in than usual?
-- answer: >-
--   Each day with no or few articles, against the mean of the same weekday in the eight weeks
--   before.
-- example: |-
--   from gaps(since := date '2021-03-01')
--   select date, articles, baseline, ratio, verdict, stories, q_value limit 3
-- parameters:
--   since: >-
--     First day, included: a date, or a time on the clock of `tz`, of which the whole day counts.
--     The first article's day where null.
--   until: >-
--     End of the days, excluded: a date, or a time on the clock of `tz`, whose day counts whole.
--     After the last article's day where null.
--   low: A day is low with fewer articles than `low` × baseline.
--   only_gaps: If false, every day of the period is a row.
--   holidays: Dates that are not tested, and with which nothing is compared.
-- columns:
--   date: Day on the clock of `tz`.
--   articles: Articles of the day.
--   baseline: Mean number of articles on the eight same weekdays before; null where none is left.
--   baseline_days: How many of these eight days are left, 0 to 8.
--   ratio: articles / baseline; null where the baseline is 0 or null.
--   verdict: '`none`, `low` or `usual`; null where no day is left to compare with.'
--   stories: Stories with an article on the day.
--   p_value: >-
--     Probability of so few stories or fewer, if nothing has changed; null where the day is not
--     compared.
--   q_value: p_value, adjusted for the number of days that are compared.
-- definitions:
--   - The eight same weekdays before are 7, 14, … 56 days earlier, before `since` too.
--   - >-
--     Days before the first article that `topic`, `provider`, `category` and `type` select are left
--     out of these, and days before `archive_start`: what is older was added later.
--   - The verdict is `none` for a day without articles where the baseline is above 0.
--   - The verdict is `low` for fewer than `low` × baseline articles, else `usual`.
--   - '`since` and `until` choose days, which count whole.'
--   - Undated articles count on no day.
--   - The p_value is the lower tail of the score of `unusual_dates`, 1 where that is not below 0.
--   - It is null where `unusual_dates` has no score, as after the last article.
--   - The q_value is adjusted by the procedure of Benjamini and Hochberg, before days are omitted.
-- source: >-
--   Przyborowski and Wilenski 1940, Homogeneity of Results in Testing Samples from Poisson Series,
--   Biometrika 31(3/4); Benjamini and Hochberg 1995, Controlling the False Discovery Rate, JRSS B
--   57(1).
create macro gaps(
    since := null, until := null, topic := null, provider := null, tz := 'UTC',
    category := 'news', type := null, low := 0.5, only_gaps := true, holidays := []
) as table
with
judged as (
    select
        *,
        case
            when baseline is null then null
            when n = 0 and baseline > 0 then 'none'
            when n < low * baseline then 'low'
            else 'usual'
        end as verdict,
        if(deviate < 0, normal_tail(-deviate), deviate * 0 + 1) as p,
    from date_counts(
        since, until, topic, provider, tz, 'day', holidays,
        wanted_category := category, wanted_type := type
    )
),
stepped as (
    select *, step_up(p) as step from judged
),
tested as (
    select *, q_value(p, step) as q from stepped
)
select
    starts as date,
    n as articles,
    baseline,
    earlier as baseline_days,
    n / nullif(baseline, 0) as ratio,
    verdict,
    told as stories,
    p as p_value,
    q as q_value,
from tested
where not only_gaps or verdict in ('none', 'low')
order by date;
