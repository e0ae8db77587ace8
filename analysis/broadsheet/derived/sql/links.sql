-- one row per pair of items that belong together, in each direction: a document's own item, and an
-- item that it lists. The two are published within seven days of each other, or one of them at an
-- unknown time.
with pairs as (
    select distinct own.item_id as one, listed.item_id as other
    from mentions as own
    join mentions as listed using (article_id)
    where own.position = 0 and own.item_id <> listed.item_id
),
near as (
    select one, other
    from pairs
    join item_keys as first_item on first_item.item_id = one
    join item_keys as other_item on other_item.item_id = other
    where first_item.published_at is null
        or other_item.published_at is null
        or abs(epoch(first_item.published_at) - epoch(other_item.published_at)) <= 7 * 86400
)
select one, other from near
union
select other, one from near;
