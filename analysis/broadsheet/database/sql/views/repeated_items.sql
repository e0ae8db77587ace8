-- one row per document whose item other documents have too, as they have the same url, with that
-- item. Every other document is an item by itself. So a count of distinct items need not look at
-- each document: it is documents outside + distinct item_id of those here.
create view repeated_items as
select article_id, item_id,
from mentions
where position = 0 and item_id in (select item_id from items where as_lead > 1);
