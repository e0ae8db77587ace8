-- one row per touched item: what its documents say of it now. It is numbered, counted and dated by
-- its mentions, which are the same as before.
with touched_mentions as (
    from old_mentions semi join touched using (item_id)
),
said as (
    select
        article_id,
        0 as position,
        category,
        type,
        title,
        provider_domain,
        provider_name,
        quality,
    from articles semi join touched_mentions using (article_id)
    union all
    select
        related.article_id,
        related.position,
        articles.category,
        related.type,
        related.title,
        related.provider_domain,
        related.provider_name,
        related.quality,
    from related
    semi join touched_mentions using (article_id)
    join articles using (article_id)
),
best as (
    select
        item_id,
        max(quality) as quality,
        min((position > 0, place, position, article_id)) as first_mention,
    from touched_mentions
    join said using (article_id, position)
    join mentioning using (article_id)
    group by item_id
)
select
    item_id,
    old_items.article_id,
    url,
    said.category,
    said.type,
    said.title,
    said.provider_domain,
    said.provider_name,
    published_at,
    best.quality,
    in_articles,
    as_lead,
    as_related,
from best
join old_items using (item_id)
join said
    on said.article_id = best.first_mention[4] and said.position = best.first_mention[3];
