-- one row per story, the biggest first, as many as top says
-- measures its items, those with a document, its providers, the best quality of an item, when the
-- first and the last was published, and the hours between; title and url are its head's, the best
-- item; of stories with as many items the one of the better quality comes first, unscored ones
-- last, then the one of the lower story_id
-- answers: what were the big stories?
create macro top_stories(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null,
    top := 20
) as table
with biggest as (
    select
        story_id,
        head_item_id,
        items,
        documents,
        providers,
        quality,
        first_published_at,
        last_published_at,
        span_hours,
    from selected_stories(since, until, topic, tz, wanted_category := category, wanted_type := type)
    order by items desc, quality desc nulls last, story_id
    limit top
)
select
    biggest.story_id,
    head.title,
    head.url,
    biggest.items,
    biggest.documents,
    biggest.providers,
    biggest.quality,
    biggest.first_published_at,
    biggest.last_published_at,
    biggest.span_hours,
from biggest join items as head on head.item_id = biggest.head_item_id
order by biggest.items desc, biggest.quality desc nulls last, biggest.story_id;
