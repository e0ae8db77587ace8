-- one row per mention of an item in a document. Position 0 is the document's own item. item_key is
-- a hash of the item's url, of no meaning outside the load. Items without a url can not be
-- distinguished, so each mention of one is an item of its own. place is that of the document, see
-- document_order.
select
    article_id,
    place,
    0::integer as position,
    hash(coalesce(url, 'article:' || article_id)) as item_key,
    quality,
    published_at,
from articles join document_order using (article_id)
union all
select
    article_id,
    place,
    position,
    hash(coalesce(url, 'related:' || article_id || ':' || position)) as item_key,
    quality,
    published_at,
from related join document_order using (article_id);
