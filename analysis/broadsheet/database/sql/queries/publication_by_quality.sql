-- one row per band of quality in which articles lie, from the lowest
-- measures articles in the band (from included, to excluded), those published, their share; line, the
-- same in every row: the one threshold that tells published from unpublished best, of the whole
-- numbers from the lowest quality to one past the highest that at which fewest articles are on the
-- wrong side (published below it, unpublished at or above it), and of several the lowest; and the
-- exceptions to it, published_below and unpublished_above; articles count if they have a quality and
-- are known to be published or not
-- answers: where does the line of publication lie, and how strictly?
create macro publication_by_quality(
    since := null, until := null, topic := null, provider := null, tz := 'UTC',
    category := 'news', type := null, band := 5
) as table
with
width as (
    select if(
        band::double >= 1 and band::double % 1 = 0,
        band::bigint, error('band is a whole number from 1, not ' || band)
    ) as size
),
counted as (
    select
        quality,
        count(*) filter (published) as passed,
        count(*) filter (not published) as held,
    from selected_articles(
        since, until, topic, provider, tz, wanted_category := category, wanted_type := type
    )
    where quality is not null and published is not null
    group by quality
),
thresholds as (
    select min(quality) as threshold, sum(held) as wrong from counted
    union all
    select
        quality + 1,
        sum(passed) over upward + sum(held) over () - sum(held) over upward,
    from counted
    window upward as (order by quality)
),
best as (
    select threshold from thresholds order by wrong, threshold limit 1
)
select
    (floor(quality / size) * size)::bigint as quality_from,
    (floor(quality / size) * size)::bigint + size as quality_to,
    sum(passed + held)::bigint as articles,
    sum(passed)::bigint as published,
    sum(passed) / sum(passed + held) as published_share,
    threshold as line,
    sum(if(quality < threshold, passed, 0))::bigint as published_below,
    sum(if(quality >= threshold, held, 0))::bigint as unpublished_above,
from counted cross join best cross join width
group by quality_from, size, threshold
order by quality_from;
