-- one row per mention of an item in a document; position 0 is the document's own item;
-- item_key stands for the item's url; items without one can't be told apart, so each mention of such
-- is an item of its own
select
    article_id,
    0::integer as position,
    md5_number_lower(coalesce(url, 'article:' || article_id)) as item_key,
    quality,
    published_at,
from articles
union all
select
    article_id,
    position,
    md5_number_lower(coalesce(url, 'related:' || article_id || ':' || position)) as item_key,
    quality,
    published_at,
from related;
