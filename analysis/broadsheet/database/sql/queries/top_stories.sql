-- grain: one row per story, the biggest first
-- theme: coverage
-- question: What were the big stories?
-- answer: The stories of the most items, with their providers, best quality and time span.
-- example: >-
--   from top_stories(top := 3) select title, items, documents, providers, quality, span_hours
-- columns:
--   story_id: Identifier of the story.
--   title: Title of the head, the best item of the story.
--   url: Address of the head.
--   items: Items of the story.
--   documents: Items with a document.
--   providers: Distinct providers.
--   quality: Best quality of an item; null where none is scored.
--   first_published_at: Publication of the first item.
--   last_published_at: Publication of the last item.
--   span_hours: Hours from the first to the last.
-- definitions:
--   - >-
--     Of stories with the same number of items the one of the better quality comes first, unscored
--     ones last.
--   - >-
--     Of stories that are equal in both the one that began first comes first, undated ones last, then
--     the one whose title is first by alphabet.
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
    order by items desc, quality desc nulls last, first_published_at, title, head_item_id
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
order by
    biggest.items desc,
    biggest.quality desc nulls last,
    biggest.first_published_at,
    head.title,
    biggest.head_item_id;
