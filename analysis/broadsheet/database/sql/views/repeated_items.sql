-- one row per document whose item other documents have too, as they bear the same url, with that item;
-- every other document is an item by itself, so distinct items of documents are told without a look at
-- each: documents outside + distinct item_id of those here
create view repeated_items as
select article_id, item_id,
from mentions
where position = 0 and item_id in (select item_id from items where as_lead > 1);
