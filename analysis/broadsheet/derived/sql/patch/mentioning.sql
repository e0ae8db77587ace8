-- one row per document that mentions a touched item, with its place in the order by time and
-- address, which are the same as before; see document_order.
select article_id, row_number() over (order by published_at, url, article_id) as place,
from articles semi join (from old_mentions semi join touched using (item_id)) using (article_id);
