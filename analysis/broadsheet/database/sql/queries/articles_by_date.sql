-- grain: one row per day, week or month, in order
-- theme: volume
-- question: How much is written when, and where are the gaps?
-- answer: The number of articles, published articles and distinct items of each day, week or month.
-- example: from articles_by_date(bucket := 'month')
-- columns:
--   date: First day of the bucket; null for undated articles.
--   articles: Articles selected.
--   published: Articles that are published.
--   published_share: published / articles known to be published or not; null where none is known.
--   items: Distinct items.
--   share: articles / all articles selected.
-- adds_up: |-
--   select count(*) as articles, count(*) filter (published) as published
--   from selected_articles(
--       since, until, topic, provider, tz, wanted_category := category, wanted_type := type
--   )
-- definitions:
--   - The dates run from `since`, or else the first article, to `until`, or else the last article.
--   - A bucket without articles is a row too.
--   - Undated articles are one row, the last.
--   - Articles with the same URL are one item; an article without a URL is an item of its own.
create macro articles_by_date(
    since := null, until := null, topic := null, provider := null, tz := 'UTC',
    category := 'news', type := null, bucket := 'day'
) as table
with
selected as (
    select article_id, item_id, published, local_at, date_trunc(bucket, local_at)::date as bucket_start,
    from selected_articles(
        since, until, topic, provider, tz, wanted_category := category, wanted_type := type
    )
    left join repeated_items using (article_id)
),
buckets as (
    from calendar(
        (select min(local_at) from selected), since, until,
        (select max(local_at) from selected), bucket
    )
)
select
    coalesce(buckets.bucket_start, selected.bucket_start) as date,
    count(article_id) as articles,
    count(article_id) filter (published) as published,
    count(article_id) filter (published) / nullif(count(published), 0) as published_share,
    count(article_id) - count(item_id) + count(distinct item_id) as items,
    count(article_id) / nullif(sum(count(article_id)) over (), 0) as share,
from buckets full join selected on selected.bucket_start = buckets.bucket_start
group by 1
order by 1 nulls last;
