-- one row per item, with its story. Rank 1 is the head: the best in quality, unscored items last.
-- Ties go to the item with a document, then to the first published, then to the first in the order
-- of what documents say (see item_keys). A story is named by one of its items: by the one that has
-- named a story before, of several the one that has named the biggest, else by the first.
with grouped as (
    select item_id, turn, coalesce(assigned.component, components.component) as component
    from components
    left join assigned using (item_id)
    join item_keys using (item_id)
),
named as (
    select
        component,
        coalesce(
            arg_min(item_id, (-stories_before.items, turn)) filter (stories_before.items > 0),
            arg_min(item_id, turn)
        ) as story_id,
    from grouped left join stories_before on stories_before.story_id = item_id
    group by component
)
select
    story_id,
    item_id,
    row_number() over (
        partition by story_id
        order by items.quality desc nulls last, items.article_id is null, items.published_at, turn
    ) as rank,
    items.article_id,
    provider_domain,
    items.published_at,
    items.quality,
from grouped join named using (component) join items using (item_id);
