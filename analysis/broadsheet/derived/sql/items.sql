-- one row per distinct item, article or related, by url. Title, provider, time and kind are those
-- of its own document, of several the first (see document_order). Where it has none, they are those
-- of the first document that lists it, and the category is that document's. article_id is its own
-- document, quality the best known. in_articles counts documents, as_lead those whose own item it
-- is, as_related those that list it as related.
select
    item_id,
    if(keyed.position = 0, keyed.article_id, null) as article_id,
    url,
    category,
    type,
    title,
    provider_domain,
    provider_name,
    published_at,
    keyed.quality,
    in_articles,
    as_lead,
    as_related,
from item_keys as keyed
join (
    select
        article_id,
        0 as position,
        url,
        category,
        type,
        title,
        provider_domain,
        provider_name,
    from articles
    union all
    select
        article_id,
        position,
        related.url,
        articles.category,
        related.type,
        related.title,
        related.provider_domain,
        related.provider_name,
    from related join articles using (article_id)
) as described on described.article_id = keyed.article_id and described.position = keyed.position;
