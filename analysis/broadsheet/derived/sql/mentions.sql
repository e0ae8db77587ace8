-- one row per mention of an item in a document. Position 0 is the document's own item.
select item_mentions.article_id, item_mentions.position, item_id,
from item_mentions
join item_keys using (item_key);
