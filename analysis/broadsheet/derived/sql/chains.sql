-- one row per item of a component that spans more than fourteen days, with the items linked to it.
-- The order is the one in which items take their linked items into a story. Dated items come first:
-- an undated item is linked to items of any time, and so joins one story and never two. Of these,
-- items with a document come first, then the best, unscored ones last. Ties go to the first
-- published, then to the first in the order of what documents say (see item_keys).
with long as (
    select component
    from components join item_keys using (item_id)
    group by component
    having epoch(max(published_at)) - epoch(min(published_at)) > 14 * 86400
)
select
    keyed.item_id,
    list(links.other order by links.other) filter (links.other is not null) as linked,
from long
join components using (component)
join item_keys as keyed using (item_id)
left join links on links.one = keyed.item_id
group by keyed.item_id, keyed.position, keyed.quality, keyed.published_at, keyed.turn
order by
    keyed.published_at is null,
    keyed.position > 0,
    keyed.quality desc nulls last,
    keyed.published_at,
    keyed.turn;
