-- name: null_share
-- severity: warn
-- description: >-
--   A field that more articles lack than usual. The last `days` whole days are compared with the
--   `before` days before them. The share may rise by `rise`, and by `width` standard errors. Fewer
--   than `least` articles are not judged.
-- message: "{found:%} of {articles} articles have no {field}; at most {expected_to:%} are usual"
-- parameters:
--   days: 7
--   before: 56
--   width: 4.0
--   rise: 0.05
--   least: 20
with
fields as (
    select
        local_at >= $today - $days::int as is_recent,
        unnest([
            {field: 'title', is_missing: title is null},
            {field: 'excerpt', is_missing: excerpt is null},
            {field: 'provider', is_missing: provider_domain is null},
            {field: 'address', is_missing: url is null},
            {field: 'image', is_missing: coalesce(image_count, 0) = 0},
            {field: 'topic', is_missing: coalesce(len(topics), 0) = 0},
            {field: 'quality score', is_missing: quality is null},
            {field: 'publication state', is_missing: published is null},
        ], recursive := true),
    from selected_articles($today - ($days + $before)::int, $today, null, null, $timezone)
),
counted as (
    select
        field,
        count(*) filter (is_recent) as articles,
        count(*) filter (not is_recent) as articles_before,
        count(*) filter (is_recent and is_missing) as missing,
        count(*) filter (not is_recent and is_missing) as missing_before,
    from fields
    group by field
)
select
    field,
    articles,
    missing / articles as found,
    0 as expected_from,
    share_ceiling(missing_before, articles_before, articles, $width, $rise) as expected_to,
    format(
        '{}: {} of {} articles lack it, {} of {} before',
        field, missing, articles, missing_before, articles_before
    ) as contributor,
from counted
where articles >= $least and articles_before >= $least and found > expected_to
order by found - expected_to desc, field;
