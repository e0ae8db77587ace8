-- one row per document, with its own item and the story of that.
create view article_stories as
select mentions.article_id, mentions.item_id, story_items.story_id,
from mentions join story_items on story_items.item_id = mentions.item_id
where mentions.position = 0;
