-- one row per document that an item of a story is in
select mentions.article_id
from mentions semi join (from story_items where story_id = $story_id) using (item_id)
