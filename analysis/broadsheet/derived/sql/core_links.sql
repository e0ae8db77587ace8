-- one row per link, in each direction, between items that both have another link too. An item with
-- a single link is in its neighbor's component, which needs no search.
select links.one, links.other,
from links
join neighbours as ours on ours.item_id = links.one and ours.neighbours > 1
join neighbours as theirs on theirs.item_id = links.other and theirs.neighbours > 1;
