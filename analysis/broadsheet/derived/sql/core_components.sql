-- one row per item of core_links, with its connected component of these links, named by the
-- component's lowest item. An item begins with the name of its lowest neighbor. In each step an
-- item, and the item that names it, take the lowest name of the item's neighbors, and names are
-- followed to theirs. This is FastSV (Zhang, Azad, Hu 2020): few steps for stories, log n for
-- chains.
with recursive named(item_id, component) using key (item_id) as (
    select one, least(one, min(other)) from core_links group by one
    union
    select item_id, lowest
    from (
        select target as item_id, min(component) as lowest
        from (
            select core_links.one as target, theirs.component
            from core_links join recurring.named as theirs on theirs.item_id = core_links.other
            union all
            select ours.component, theirs.component
            from core_links
            join recurring.named as theirs on theirs.item_id = core_links.other
            join recurring.named as ours on ours.item_id = core_links.one
            union all
            select ours.item_id, theirs.component
            from recurring.named as ours
            join recurring.named as theirs on theirs.item_id = ours.component
        )
        group by target
    ) as proposed
    join recurring.named as current_name using (item_id)
    where lowest < current_name.component
)
from named;
