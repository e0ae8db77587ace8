-- name: problems_by_code
-- severity: warn
-- description: >-
--   A kind of problem that more documents have than usual. The last `days` whole days are compared
--   with the `before` days before them. A document's day is that of its publication; a quarantined
--   document has the day in its path, if there is one. The share may rise by `rise`, and by
--   `width` standard errors. Fewer than `least` documents are not judged.
-- message: "{found:%} of {documents} documents have {code}; at most {expected_to:%} are usual"
-- parameters:
--   days: 7
--   before: 56
--   width: 4.0
--   rise: 0.02
--   least: 20
with
dated as (
    select
        documents.archive,
        documents.path,
        coalesce(
            on_clock(published_at, $timezone)::date,
            try_cast(regexp_extract(documents.path, '\d{4}-\d{2}-\d{2}') as date)
        ) as day,
    from documents left join articles using (article_id)
    where status <> 'skipped'
),
compared as (
    select *, day >= $today - $days::int as is_recent,
    from dated
    where day >= $today - ($days + $before)::int and day < $today
),
totals as (
    select
        count(*) filter (is_recent) as documents,
        count(*) filter (not is_recent) as documents_before,
    from compared
),
counted as (
    select
        code,
        count(*) filter (is_recent) as marked,
        count(*) filter (not is_recent) as marked_before,
        min(path) filter (is_recent) as example,
    from (select distinct archive, path, code from problems) join compared using (archive, path)
    group by code
)
select
    code,
    documents,
    marked / documents as found,
    0 as expected_from,
    share_ceiling(marked_before, documents_before, documents, $width, $rise) as expected_to,
    format(
        '{}: {} of {} documents, {} of {} before; such as {}',
        code, marked, documents, marked_before, documents_before, example
    ) as contributor,
from counted cross join totals
where documents >= $least and documents_before >= $least and found > expected_to
order by found - expected_to desc, code;
