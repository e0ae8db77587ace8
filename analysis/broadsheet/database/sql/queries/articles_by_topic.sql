-- grain: one row per topic, most articles first
-- theme: volume
-- question: What is written about, and what of it gets through?
-- answer: The number of articles, published articles and distinct items of each topic.
-- example: from articles_by_topic() limit 3
-- columns:
--   topic: Topic.
--   articles: Articles with the topic.
--   published: Articles that are published.
--   published_share: published / articles known to be published or not; null where none is known.
--   items: Distinct items.
--   share: articles / all articles selected, those without a topic included.
-- adds_up: |-
--   select
--       sum(len(list_distinct(topics))) as articles,
--       sum(len(list_distinct(topics))) filter (published) as published,
--   from selected_articles(
--       since, until, null, provider, tz, wanted_category := category, wanted_type := type
--   )
-- definitions:
--   - An article counts once under each of its topics, so the shares can add up to more than 1.
--   - Rows with the same number of articles are in order of topic.
--   - Articles with the same URL are one item; an article without a URL is an item of its own.
create macro articles_by_topic(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news', type := null,
    min_articles := 1
) as table
with
counted as (
    select
        topics,
        item_id,
        count(*) as n,
        count(*) filter (published) as passed,
        count(published) as known,
    from selected_articles(
        since, until, null, provider, tz, wanted_category := category, wanted_type := type
    )
    left join repeated_items using (article_id)
    group by topics, item_id
),
labeled as (
    select item_id, n, passed, known, unnest(list_distinct(topics)) as topic_name from counted
)
select
    topic_name as topic,
    sum(n)::bigint as articles,
    sum(passed)::bigint as published,
    sum(passed) / nullif(sum(known), 0) as published_share,
    (sum(if(item_id is null, n, 0)) + count(distinct item_id))::bigint as items,
    sum(n) / (select sum(n) from counted) as share,
from labeled
group by topic_name
having sum(n) >= min_articles
order by articles desc, topic_name;
