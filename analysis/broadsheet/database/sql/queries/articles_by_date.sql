-- one row per day, week (from Monday) or month, quiet ones included; undated articles come last
-- measures articles, those published, their share of those known to be published or not, distinct
-- items, share of all articles; the dates run from since, or else the first article, to until, or
-- else the last
-- answers: how much is written when, and where are the gaps?
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
