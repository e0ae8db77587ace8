-- one row per link between items that both have another link too, in both directions; an item with
-- a single link is in its neighbour's component, which need not be searched for
select links.one, links.other,
from links
join neighbours as ours on ours.item_id = links.one and ours.neighbours > 1
join neighbours as theirs on theirs.item_id = links.other and theirs.neighbours > 1;
