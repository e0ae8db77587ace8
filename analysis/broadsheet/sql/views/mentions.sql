-- one row per mention of an item in a document; position 0 is the document's own item;
-- items without a URL can't be told apart, so each of their mentions is an item of its own
create view mentions as
select
    article_id,
    0 as position,
    coalesce(url, 'article:' || article_id) as item_key,
    url,
    title,
    published_at,
    quality,
    provider_name,
    provider_domain,
from articles
union all
select
    article_id,
    position,
    coalesce(url, 'related:' || article_id || ':' || position) as item_key,
    url,
    title,
    published_at,
    quality,
    provider_name,
    provider_domain,
from related;
