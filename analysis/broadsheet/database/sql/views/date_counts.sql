-- one row per day, week or month of a period, with its articles and stories, and those of the eight
-- before it: for days the eight same weekdays. `earlier` is how many of the eight are left without
-- holidays, days before `archive_start` and days before the first article selected. `deviate` is
-- how unusual the number of stories is (see count_deviate). Two Poisson counts of equal rates are
-- compared, that of the bucket, and that of the earlier ones together. It is divided by the square
-- root of the dispersion, 1 at least. This is the mean of (a - b)² / (a + b) over all pairs of a
-- bucket and the one before it. It is 1 for Poisson counts, and hardly more where the archive grows.
-- `deviate` is null for a bucket that is a holiday, is not whole, or has fewer than four earlier
-- ones. Sources: von Neumann 1941, Distribution of the Ratio of the Mean Square Successive Difference
-- to the Variance, Annals of Mathematical Statistics 12(4); McCullagh and Nelder 1989, Generalized
-- Linear Models, section 4.5.
create macro date_counts(
    since, until, topic, provider, tz, bucket, holidays, wanted_category := 'news',
    wanted_type := null
) as table
with
selected as (
    select article_id, local_at::date as day, date_trunc(bucket, local_at)::date as starts,
    from selected_articles(
        null, null, topic, provider, tz,
        wanted_category := wanted_category, wanted_type := wanted_type
    )
    where local_at is not null
),
reach as (
    select min(day) as first_day, max(day) as last_day from selected
),
counted as (
    select starts, count(*) as n, count(distinct story_id) as told,
    from selected join article_stories using (article_id)
    group by starts
),
buckets as (
    from calendar(
        (select first_day::timestamp from reach),
        since::timestamp - if(bucket = 'month', interval 8 month, interval 56 day),
        until,
        (select last_day::timestamp from reach),
        bucket
    )
),
filled as (
    select
        bucket_start as starts,
        (
            bucket_start + case bucket
                when 'month' then interval 1 month
                when 'week' then interval 7 day
                else interval 1 day
            end
        )::date as ends,
        coalesce(n, 0) as n,
        coalesce(told, 0) as told,
        bucket_start >= greatest(first_day, archive_start(tz))
            and not list_contains(holidays::date[], bucket_start) as is_known,
        last_day,
        first_day,
    from buckets cross join reach left join counted on counted.starts = bucket_start
),
compared as (
    select
        *,
        count(*) filter (is_known) over earlier_ones as earlier,
        avg(n) filter (is_known) over earlier_ones as baseline,
        coalesce(sum(told) filter (is_known) over earlier_ones, 0)::bigint as told_before,
        coalesce(sum(ends - starts) filter (is_known) over earlier_ones, 0)::bigint as days_before,
        if(is_known and lag(is_known) over in_order, lag(told) over in_order, null) as last_told,
    from filled
    window
        in_order as (partition by if(bucket = 'day', isodow(starts), 0) order by starts),
        earlier_ones as (
            partition by if(bucket = 'day', isodow(starts), 0) order by starts
            rows between 8 preceding and 1 preceding
        )
),
spread as (
    select
        sum((told - last_told) ** 2 / (told + last_told) order by starts) / count(*) as dispersion,
    from compared
    where ends <= last_day + 1 and told + last_told > 0
)
select
    starts,
    n,
    told,
    earlier,
    baseline,
    told_before / nullif(earlier, 0) as told_baseline,
    if(
        is_known
            and earlier >= 4
            and starts >= coalesce(since::timestamp::date, first_day)
            and ends <= least(coalesce(until::timestamp::date, last_day + 1), last_day + 1),
        count_deviate(
            told, told + told_before, (ends - starts) / (ends - starts + days_before)
        ) / sqrt(greatest(coalesce(dispersion, 1), 1)),
        null
    ) as deviate,
from compared cross join spread
where since is null or starts >= date_trunc(bucket, since::timestamp)::date;
