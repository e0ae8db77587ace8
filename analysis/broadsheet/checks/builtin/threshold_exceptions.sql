-- name: threshold_exceptions
-- severity: warn
-- description: >-
--   More articles than usual on the wrong side of the line of publication. They are published
--   below it, or unpublished at or above it, in the last `days` whole days, compared with the
--   `before` days before them. The line is that of both spans together (see
--   `publication_by_quality`). The share of published, or of unpublished, may rise by `rise`, and
--   by `width` standard errors. Fewer than `least` articles of a kind are not judged.
-- message: >-
--   {found:%} of {articles} {kind} articles are on the wrong side of quality {line}; at most
--   {expected_to:%} are usual
-- parameters:
--   days: 7
--   before: 56
--   width: 4.0
--   rise: 0.05
--   least: 10
with
best as (
    select any_value(line) as line,
    from publication_by_quality(
        since := $today - ($days + $before)::int, until := $today, tz := $timezone
    )
),
judged as (
    select
        title,
        provider_domain,
        quality,
        line,
        local_at >= $today - $days::int as is_recent,
        if(published, 'published', 'unpublished') as kind,
        published = (quality < line) as is_wrong,
    from selected_articles($today - ($days + $before)::int, $today, null, null, $timezone)
    cross join best
    where quality is not null and published is not null
),
counted as (
    select
        kind,
        count(*) filter (is_recent) as articles,
        count(*) filter (not is_recent) as articles_before,
        count(*) filter (is_recent and is_wrong) as wrong,
        count(*) filter (not is_recent and is_wrong) as wrong_before,
        wrong / articles as share,
        share_ceiling(wrong_before, articles_before, articles, $width, $rise) as ceiling,
    from judged
    group by kind
    having articles >= $least and articles_before >= $least and share > ceiling
)
select
    kind,
    articles,
    share as found,
    0 as expected_from,
    ceiling as expected_to,
    line,
    format(
        '{} ({}): quality {}, {}',
        coalesce(title, 'untitled'), coalesce(provider_domain, 'none named'), quality, kind
    ) as contributor,
from counted join judged using (kind)
where is_recent and is_wrong
order by share - ceiling desc, kind, abs(quality - line) desc, title;
