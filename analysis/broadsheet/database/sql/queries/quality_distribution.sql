-- grain: one row per band of quality, from the lowest with articles to the highest
-- theme: quality
-- question: How is quality distributed, and where does publication begin?
-- answer: The number of scored and of published articles in each band of quality.
-- example: from quality_distribution(band := 30)
-- columns:
--   quality_from: Lowest quality of the band, included.
--   quality_to: End of the band, excluded.
--   articles: Scored articles in the band.
--   published: Articles that are published.
--   share: articles / all scored articles.
-- adds_up: |-
--   select count(*) as articles, count(*) filter (published) as published
--   from selected_articles(
--       since, until, topic, provider, tz, wanted_category := category, wanted_type := type
--   )
--   where quality is not null
-- definitions:
--   - >-
--     A band without articles between two with articles is a row too, unless there would be more
--     than 10,000 bands: then only those with articles are.
create macro quality_distribution(
    since := null, until := null, topic := null, provider := null, tz := 'UTC',
    category := 'news', type := null, band := 10
) as table
with
width as (
    select if(
        band::double >= 1 and band::double % 1 = 0,
        band::bigint, error('band is a whole number from 1, not ' || band)
    ) as size
),
scored as (
    select
        band_start(quality, size) as quality_from,
        any_value(size) as size,
        count(*) as n,
        count(*) filter (published) as passed,
    from selected_articles(
        since, until, topic, provider, tz, wanted_category := category, wanted_type := type
    ), width
    where quality is not null
    group by 1
),
bands as (
    select unnest(
        if(
            (max(quality_from)::hugeint - min(quality_from)) / any_value(size) < 10000,
            generate_series(min(quality_from), max(quality_from), any_value(size)),
            list(quality_from)
        )
    ) as quality_from,
    from scored
)
select
    quality_from,
    band_end(quality_from, (select size from width)) as quality_to,
    coalesce(n, 0) as articles,
    coalesce(passed, 0) as published,
    coalesce(n, 0) / sum(n) over () as share,
from bands left join scored using (quality_from)
order by quality_from;
