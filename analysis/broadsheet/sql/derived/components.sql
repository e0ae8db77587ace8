-- one row per item: the connected component of the links that it is in, named by its lowest item;
-- in each step an item, and what it is named by, takes the lowest name of its neighbours, and names
-- are followed to theirs: FastSV (Zhang, Azad, Hu 2020), few steps for stories, log n for chains;
-- what is linked begins with its lowest neighbour, and what is not is a component of its own
with recursive named(item_id, component) using key (item_id) as (
    select one, least(one, min(other)) from links group by one
    union
    select item_id, lowest
    from (
        select target as item_id, min(component) as lowest
        from (
            select links.one as target, theirs.component
            from links join recurring.named as theirs on theirs.item_id = links.other
            union all
            select ours.component, theirs.component
            from links
            join recurring.named as theirs on theirs.item_id = links.other
            join recurring.named as ours on ours.item_id = links.one
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
select item_id, coalesce(component, item_id) as component,
from item_keys left join named using (item_id);
