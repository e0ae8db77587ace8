-- one row per distinct item. The document that describes an item is the first of its own, else the
-- first of those that list it (see document_order). turn is the item's place in the order of the
-- mentions that describe items, so that an order by turn is one by what documents say.
with by_article as (
    select
        item_id,
        article_id,
        place,
        min(position) as position,
        arg_min_null(published_at, position) as published_at,
        bool_or(position > 0) as is_related,
        max(quality) as quality,
    from item_mentions
    group by item_id, article_id, place
),
gathered as (
    select
        item_id,
        min((position > 0, place, position, published_at, article_id)) as first_mention,
        max(quality) as quality,
        count(*) as in_articles,
        count(*) filter (position = 0) as as_lead,
        count(*) filter (is_related) as as_related,
    from by_article
    group by item_id
)
select
    item_id,
    row_number() over (order by first_mention[2], first_mention[3]) as turn,
    first_mention[5] as article_id,
    first_mention[3] as position,
    first_mention[4] as published_at,
    quality,
    in_articles,
    as_lead,
    as_related,
from gathered;
