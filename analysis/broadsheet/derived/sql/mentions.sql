-- one row per mention of an item in a document. Position 0 is the document's own item.
select article_id, position, item_id from item_mentions;
