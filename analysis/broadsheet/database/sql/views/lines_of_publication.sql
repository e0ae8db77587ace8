-- one row per archive of a selection, with its line of publication. Where `by_archive` is false, it
-- is one row of all, and `archive` is null. Articles count that have a score and are known to be
-- published or not. `line` is the lowest whole number with the fewest articles on its wrong side:
-- published below it, or not published from it up. `line_to` is the last number up to which each
-- has as few.
create macro lines_of_publication(
    since, until, topic, provider, tz, by_archive,
    wanted_category := 'news', wanted_type := null
) as table
with
scored as (
    select
        if(by_archive, selected.archive, null) as whose,
        quality,
        count(*) filter (published) as passed,
        count(*) filter (not published) as held,
    from selected_articles(
        since, until, topic, provider, tz,
        wanted_category := wanted_category, wanted_type := wanted_type
    ) as selected
    where quality is not null and published is not null
    group by whose, quality
),
thresholds as (
    select whose, min(quality) as threshold, sum(held) as wrong from scored group by whose
    union all
    select
        whose,
        band_end(quality, 1),
        sum(passed) over upward + sum(held) over (partition by whose) - sum(held) over upward,
    from scored
    window upward as (partition by whose order by quality)
),
best as (
    select whose, min((wrong, threshold)) as lowest from thresholds group by whose
)
select
    thresholds.whose as archive,
    lowest[2] as line,
    coalesce(
        min(threshold) filter (threshold > lowest[2] and wrong > lowest[1]) - 1, max(threshold)
    ) as line_to,
from thresholds join best on best.whose is not distinct from thresholds.whose
group by thresholds.whose, lowest;
