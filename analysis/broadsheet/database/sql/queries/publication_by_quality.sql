-- grain: one row per band of quality with articles, the lowest first
-- theme: publication
-- question: Where is the line of publication, and how strict is it?
-- answer: >-
--   How many articles of each band of quality are published, and which threshold separates them
--   best.
-- example: |-
--   from publication_by_quality(band := 30)
--   select quality_from, quality_to, articles, published, line, line_to, published_below
-- columns:
--   quality_from: Lowest quality of the band, included.
--   quality_to: End of the band, excluded.
--   articles: Articles in the band.
--   published: Articles that are published.
--   published_share: published / articles.
--   line: >-
--     Lowest threshold that separates published from unpublished articles best, the same in every
--     row.
--   line_to: Highest threshold up to which each separates them equally well, the same in every row.
--   published_below: Published articles of the band below the line.
--   unpublished_above: Unpublished articles of the band at or above the line.
-- adds_up: |-
--   select count(*) as articles, count(*) filter (published) as published
--   from selected_articles(
--       since, until, topic, provider, tz, wanted_category := category, wanted_type := type
--   )
--   where quality is not null and published is not null
-- definitions:
--   - Articles count if they have a quality score and are known to be published or not.
--   - The line is a whole number, from the lowest quality to one above the highest.
--   - >-
--     The line is the number with the fewest articles on the wrong side, published below it or
--     unpublished at or above it.
--   - Of several such numbers the line is the lowest.
--   - >-
--     The scores between line and line_to do not say which of these numbers is the line: it is an
--     interval, a single number only where the two are equal.
--   - Archives have lines of their own; `publication_lines` has one for each.
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
lines as (
    from lines_of_publication(
        since, until, topic, provider, tz, false,
        wanted_category := category, wanted_type := type
    )
)
select
    band_start(quality, size) as quality_from,
    band_end(quality_from, size) as quality_to,
    sum(passed + held)::bigint as articles,
    sum(passed)::bigint as published,
    sum(passed) / sum(passed + held) as published_share,
    lines.line as line,
    lines.line_to as line_to,
    sum(if(quality < lines.line, passed, 0))::bigint as published_below,
    sum(if(quality >= lines.line, held, 0))::bigint as unpublished_above,
from counted cross join lines cross join width
group by quality_from, size, lines.line, lines.line_to
order by quality_from;
