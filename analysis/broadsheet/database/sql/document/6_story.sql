-- one row per item of the story that the document is in, the best first
with mine as (
    select story_items.story_id
    from story_items
    join mentions on mentions.item_id = story_items.item_id
    join articles on articles.article_id = mentions.article_id
    where articles.path = $path and articles.archive = $archive and mentions.position = 0
)
select story_id, rank, items.title, items.provider_name, items.quality, items.published_at, items.url,
from story_items join items using (item_id)
where story_id in (from mine)
order by story_id, rank;
