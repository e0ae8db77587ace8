-- one row per item that is linked to another, with the number of these neighbors and the lowest of
-- them.
select one as item_id, count(*) as neighbours, min(other) as lowest from links group by one;
