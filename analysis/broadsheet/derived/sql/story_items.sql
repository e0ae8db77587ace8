-- one row per item, with its story. Rank 1 is the head: the best in quality, unscored items last.
-- Ties go to the item with a document, then to the first published, then to the lowest item_id,
-- which is an order by what documents say (see item_keys).
with grouped as (
    select item_id, coalesce(assigned.component, components.component) as component,
    from components left join assigned using (item_id)
)
select
    min(item_id) over (partition by component) as story_id,
    item_id,
    row_number() over (
        partition by component
        order by quality desc nulls last, article_id is null, published_at, item_id
    ) as rank,
    article_id,
    provider_domain,
    published_at,
    quality,
from grouped join items using (item_id);
