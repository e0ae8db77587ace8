-- the same as: from gaps()
with
counted as (
    select published_at::date as day, count(*) as n,
    from articles
    where category = 'news' and published_at is not null
    group by day
),
days as (
    select unnest(generate_series(min(day), max(day), interval 1 day))::date as day from counted
),
filled as (
    select day, coalesce(n, 0) as n from days left join counted using (day)
),
compared as (
    select
        day,
        n,
        avg(n) over eight_before as baseline,
        count(*) over eight_before as baseline_days,
    from filled
    window eight_before as (
        partition by isodow(day) order by day rows between 8 preceding and 1 preceding
    )
)
select
    day,
    n,
    baseline,
    baseline_days,
    n / nullif(baseline, 0) as ratio,
    if(n = 0, 'none', 'low') as verdict,
from compared
where baseline > 0 and (n = 0 or n < 0.5 * baseline)
order by day;
