-- the same as: from publication_by_quality()
with
counted as (
    select quality, count(*) as n, count(*) filter (published) as passed,
    from articles
    where category = 'news' and quality is not null and published is not null
    group by quality
),
lines as (
    select
        line,
        sum(if(quality < line, passed, n - passed)) as wrong,
    from (
        select unnest(range(min(quality), max(quality) + 2)) as line from counted
    ), counted
    group by line
),
best as (
    select arg_min(line, (wrong, line)) as line from lines
)
select
    (floor(quality / 5) * 5)::bigint as quality_from,
    quality_from + 5 as quality_to,
    sum(n)::bigint as articles,
    sum(passed)::bigint as published,
    sum(passed) / sum(n) as published_share,
    any_value(line) as line,
    sum(if(quality < line, passed, 0))::bigint as published_below,
    sum(if(quality < line, 0, n - passed))::bigint as unpublished_above,
from counted, best
group by quality_from
order by quality_from;
