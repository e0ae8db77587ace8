-- one row per mention of an item in a document. Position 0 is the document's own item. item_id is
-- 63 bits of a hash of the item's url, so it is the same in every version and in every lake. Items
-- without a url can not be distinguished, so each mention of one is an item of its own. place is
-- that of the document, see document_order.
select
    article_id,
    place,
    0::integer as position,
    (md5_number_lower(coalesce(url, 'article:' || article_id)) >> 1)::bigint as item_id,
    quality,
    published_at,
from articles join document_order using (article_id)
union all
select
    article_id,
    place,
    position,
    (
        md5_number_lower(coalesce(url, 'related:' || article_id || ':' || position)) >> 1
    )::bigint as item_id,
    quality,
    published_at,
from related join document_order using (article_id);
