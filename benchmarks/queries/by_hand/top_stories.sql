-- the same as: from top_stories()
with
own as (
    select item_id from mentions join articles using (article_id)
    where position = 0 and category = 'news'
),
top as (
    from stories
    where story_id in (select story_id from story_items where item_id in (from own))
    order by items desc, quality desc nulls last, story_id
    limit 20
)
select
    story_id,
    top.title,
    url,
    items,
    documents,
    providers,
    top.quality,
    first_published_at,
    last_published_at,
    span_hours,
from top join items as head on item_id = head_item_id
order by top.items desc, top.quality desc nulls last, story_id;
