-- grain: one row per topic, the highest echo_ratio first
-- theme: copies
-- question: How much of the coverage is the same text again?
-- answer: How many items of each topic there are, and how many remain if copies count once.
-- example: from echo_by_topic() limit 3
-- columns:
--   topic: Topic.
--   items: Distinct items in the selected documents of the topic, alone or as related.
--   distinct_items: Items if each group of copies counts once.
--   copies: items - distinct_items.
--   echo_ratio: items / distinct_items.
-- definitions:
--   - An item counts once under each topic of the documents that hold it.
--   - >-
--     Groups of copies are those of `near_duplicates`, called with the same parameters, over all
--     topics.
--   - An echo_ratio of 1 means no copies.
--   - Topics of the same echo_ratio are in order of items, most first, then of topic.
create macro echo_by_topic(
    since := null, until := null, tz := 'UTC', category := 'news', type := null,
    similarity := 0.9, within_days := 3, across_providers := true, min_items := 1
) as table
with
topics_of_articles as (
    select distinct article_id, unnest(topics) as topic_name,
    from selected_articles(
        since, until, null, null, tz, wanted_category := category, wanted_type := type
    )
),
listed as (
    select distinct topic_name, item_id,
    from topics_of_articles join mentions using (article_id)
),
grouped as (
    select item_id, group_id,
    from near_duplicates(
        since := since, until := until, tz := tz, category := category, type := type,
        similarity := similarity, within_days := within_days, across_providers := across_providers
    )
)
select
    topic_name as topic,
    count(*) as items,
    count(distinct coalesce(group_id, item_id)) as distinct_items,
    count(*) - count(distinct coalesce(group_id, item_id)) as copies,
    count(*) / count(distinct coalesce(group_id, item_id)) as echo_ratio,
from listed left join grouped using (item_id)
group by topic_name
having count(*) >= min_items
order by echo_ratio desc, items desc, topic;
