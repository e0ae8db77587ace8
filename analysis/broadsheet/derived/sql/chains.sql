-- one row per item of a component that spans more than fourteen days, with the items linked to it;
-- in the order in which they are dealt to stories: the dated first, so that what is undated, and linked
-- to items of any time, joins one story and never two; of these those with a document, the best first,
-- unscored ones last, of equals the first published, then the lowest item_id
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
group by keyed.item_id, keyed.position, keyed.quality, keyed.published_at
order by
    keyed.published_at is null,
    keyed.position > 0,
    keyed.quality desc nulls last,
    keyed.published_at,
    keyed.item_id;
