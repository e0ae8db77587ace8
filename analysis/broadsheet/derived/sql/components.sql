-- one row per item, with the connected component of the links that it is in, named by one of its
-- items. An item with a single link is in its neighbor's component. An item without a link is a
-- component of its own.
select
    item_keys.item_id,
    case
        when ours.neighbours is null then item_keys.item_id
        when ours.neighbours > 1 then coalesce(named.component, item_keys.item_id)
        when theirs.neighbours > 1 then coalesce(named.component, ours.lowest)
        else least(item_keys.item_id, ours.lowest)
    end as component,
from item_keys
left join neighbours as ours on ours.item_id = item_keys.item_id
left join neighbours as theirs on theirs.item_id = ours.lowest and ours.neighbours = 1
left join core_components as named
    on named.item_id = if(ours.neighbours = 1, ours.lowest, item_keys.item_id);
