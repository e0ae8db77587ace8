-- one row per day (on the clock of tz) with fewer articles than usual, in order; every day of the
-- period where only_gaps is false
-- measures articles; baseline, their mean on the eight same weekdays before (7, 14, … 56 days earlier),
-- without those before the first article selected by topic, provider and kind; baseline_days, how many
-- of the eight are left; ratio, articles by baseline; verdict: none (no article, baseline above zero),
-- low (fewer than low × baseline) or usual, null where no day is left to compare with; since and until
-- choose the days, which are told whole, and baselines reach back before since; where they are not
-- given, the days run from the first article to the last; undated articles count on no day
-- answers: on which days did less come in than usual?
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
        bucket_start >= (select min(day) from counted) as is_known,
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
