-- the same as: from story_depth()
with
own as (
    select item_id from mentions join articles using (article_id)
    where position = 0 and category = 'news'
)
select
    case
        when items = 1 then '1'
        when items = 2 then '2'
        when items <= 5 then '3-5'
        when items <= 10 then '6-10'
        when items <= 20 then '11-20'
        else '21+'
    end as depth,
    count(*),
    sum(items)::bigint,
    count(*) / sum(count(*)) over (),
    avg(providers),
    avg(span_hours),
from stories
where story_id in (select story_id from story_items where item_id in (from own))
group by depth
order by min(items);
