-- one row per story, which is a set of items that belong together. Its head is its best item.
select
    story_id,
    any_value(item_id) filter (rank = 1) as head_item_id,
    any_value(items.title) filter (rank = 1) as title,
    count(*) as items,
    count(story_items.article_id) as documents,
    count(distinct story_items.provider_domain) as providers,
    any_value(story_items.quality) filter (rank = 1) as quality,
    min(story_items.published_at) as first_published_at,
    max(story_items.published_at) as last_published_at,
    (epoch(max(story_items.published_at)) - epoch(min(story_items.published_at))) / 3600
        as span_hours,
from story_items join items using (item_id)
group by story_id;
