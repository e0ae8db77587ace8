-- the same as: from lead_choice_matrix()
with
own as (
    select item_id from mentions join articles using (article_id)
    where position = 0 and category = 'news'
),
chosen as (
    select story_id from story_items where item_id in (from own)
),
ranked as (
    select
        story_id,
        item_id,
        story_items.provider_domain,
        story_items.quality,
        if(published, 0, if(heat <> -1, 1, 2)) * 10000000000 + rank as place,
    from story_items join articles using (article_id)
    where story_id in (from chosen)
),
leads as (
    select
        story_id,
        arg_min_null(provider_domain, place) as leader,
        arg_min_null(quality, place) as quality,
    from ranked
    group by story_id
),
choices as (
    select
        leads.story_id,
        leader,
        head.provider_domain as better,
        head.quality - leads.quality as gap,
    from leads
    join story_items as head on head.story_id = leads.story_id and head.rank = 1
    join story_items as next on next.story_id = leads.story_id and next.rank = 2
    where leads.quality is not null and next.quality is not null
),
measured as (
    select leader, better, count(*) as n, avg(gap) as mean_gap,
    from choices
    where gap > 0
    group by leader, better
)
select leader, one.name, better, other.name, n, mean_gap,
from measured
left join providers as one on one.provider_domain = leader
left join providers as other on other.provider_domain = better
order by n desc, leader, better;
