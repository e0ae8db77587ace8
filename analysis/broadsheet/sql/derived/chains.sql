-- one row per item of a component that spans more than fourteen days, with the items linked to it;
-- in the order in which they are dealt to stories: the dated first, so that what is undated, and linked
-- to items of any time, joins one story and never two; of these those with a document, the best first,
-- unscored ones last, of equals the first published, then the lowest item_id
create table chains as
with long as (
    select component
    from components join items using (item_id)
    group by component
    having epoch(max(published_at)) - epoch(min(published_at)) > 14 * 86400
)
select
    items.item_id,
    list(links.other order by links.other) filter (links.other is not null) as linked,
from long
join components using (component)
join items using (item_id)
left join links on links.one = items.item_id
group by items.item_id, items.article_id, items.quality, items.published_at
order by
    items.published_at is null,
    items.article_id is null,
    items.quality desc nulls last,
    items.published_at,
    items.item_id;
