-- grain: one row per archive with scored articles, most articles first
-- theme: publication
-- question: Which line of publication does each archive keep?
-- answer: >-
--   The interval of thresholds that separate each archive's published articles from its others best.
-- example: from publication_lines()
-- parameters:
--   min_articles: Omit archives with fewer articles.
-- columns:
--   archive: Name of the archive.
--   articles: Articles of the archive.
--   published: Articles that are published.
--   line: Lowest threshold that separates published from unpublished articles best.
--   line_to: Highest threshold up to which each separates them equally well.
--   published_below: Published articles below the line.
--   unpublished_above: Unpublished articles at or above the line.
-- adds_up: |-
--   select count(*) as articles, count(*) filter (published) as published
--   from selected_articles(
--       since, until, topic, provider, tz, wanted_category := category, wanted_type := type
--   )
--   where quality is not null and published is not null
-- definitions:
--   - Articles count if they have a quality score and are known to be published or not.
--   - The line is that of `publication_by_quality`, of the archive alone.
--   - >-
--     Where all articles of an archive are published, the line is its lowest score; where none is,
--     one above the highest.
--   - Archives with the same number of articles are in order of name.
create macro publication_lines(
    since := null, until := null, topic := null, provider := null, tz := 'UTC',
    category := 'news', type := null, min_articles := 1
) as table
select
    selected.archive,
    count(*) as articles,
    count(*) filter (published) as published,
    any_value(lines.line) as line,
    any_value(lines.line_to) as line_to,
    count(*) filter (published and quality < lines.line) as published_below,
    count(*) filter (not published and quality >= lines.line) as unpublished_above,
from selected_articles(
    since, until, topic, provider, tz, wanted_category := category, wanted_type := type
) as selected
join lines_of_publication(
    since, until, topic, provider, tz, true,
    wanted_category := category, wanted_type := type
) as lines on lines.archive = selected.archive
where quality is not null and published is not null
group by selected.archive
having count(*) >= min_articles
order by articles desc, selected.archive;
