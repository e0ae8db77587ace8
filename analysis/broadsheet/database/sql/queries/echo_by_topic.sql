-- one row per topic, most echoed first
-- measures distinct items in the selected documents of the topic, alone or as related: an item counts
-- once under each topic of the documents that it stands in; distinct_items are the items when each group
-- of near_duplicates (same parameters, over all topics) counts once, copies the rest, and echo_ratio is
-- items / distinct_items (1: no copies); ties go by items, most first, then by topic
-- answers: how much of the coverage is the same text again?
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
told as (
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
from told left join grouped using (item_id)
group by topic_name
having count(*) >= min_items
order by echo_ratio desc, items desc, topic;
