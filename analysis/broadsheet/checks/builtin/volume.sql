-- name: volume
-- severity: warn
-- description: >-
--   A day with more or fewer articles than usual. The last `days` whole days are compared with the
--   median of the same weekday in the `weeks` weeks before. Days without articles are counted in;
--   holidays, and days before the archive's first article, are left out. The range is `fewer`
--   standard deviations below and `more` above, as a big story makes a busy day. The deviation is
--   that of the square root of counts, at least 1/2 however busy a day is (Bartlett 1936). A day
--   on which fewer than `least` articles are usual can't have too few.
-- message: "{weekday} {day} has {found} articles; {expected_from} to {expected_to} are usual"
-- parameters:
--   days: 1
--   weeks: 8
--   fewer: 4.0
--   more: 6.0
--   least: 8
with
selected as (
    select local_at::date as day, coalesce(provider_domain, 'none named') as provider_domain,
    from selected_articles(null, $today, null, null, $timezone)
    where local_at is not null
),
first as (
    select min(day) as first_day from selected
),
days as (
    select bucket_start as day, bucket_start >= $today - $days::int as is_judged,
    from calendar(null, $today - ($days + 7 * $weeks)::int, $today, null, 'day'), first
    where bucket_start >= first_day and not list_contains($holidays::date[], bucket_start)
),
daily as (
    select days.day, is_judged, count(selected.day) as n,
    from days left join selected using (day)
    group by all
),
compared as (
    select judged.day, judged.n, before.day as before_day, before.n as before_n,
    from daily as judged
    join daily as before
        on isodow(before.day) = isodow(judged.day)
        and before.day between judged.day - (7 * $weeks)::int and judged.day - 7
    where judged.is_judged
),
measured as (
    select
        day,
        n,
        median(sqrt(before_n)) as root,
        greatest(0.5, 1.4826 * mad(sqrt(before_n))) as spread,
        ceil(greatest(root - $fewer * spread, 0) ** 2)::bigint as expected_from,
        floor((root + $more * spread) ** 2)::bigint as expected_to,
        list(before_day) as before_days,
    from compared
    group by day, n
    having count(*) >= $weeks / 2
),
unusual as (
    from measured
    where n > expected_to or (n < expected_from and root ** 2 >= $least)
),
by_provider as (
    select
        unusual.day,
        provider_domain,
        count(*) filter (selected.day = unusual.day) as articles,
        count(*) filter (list_contains(before_days, selected.day)) / len(before_days) as usual,
    from unusual cross join selected
    group by unusual.day, provider_domain, before_days
)
select
    day,
    dayname(day) as weekday,
    n as found,
    expected_from,
    expected_to,
    provider_domain,
    format('{}: {} articles, usually {:.1f}', provider_domain, articles, usual) as contributor,
from unusual join by_provider using (day)
where (articles - usual) * sign(n - root ** 2) > 0
order by
    abs(sqrt(n) - root) / spread desc, day, abs(articles - usual) desc, provider_domain;
