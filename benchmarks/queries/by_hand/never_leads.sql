-- the same as: from never_leads()
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
    select story_id, arg_min_null(provider_domain, place) as leader from ranked group by story_id
),
measured as (
    select
        provider_domain,
        count(*) as items,
        count(article_id) as documents,
        count(distinct story_id) as stories,
        count_if(rank = 1 and quality is not null) as best,
    from story_items
    where story_id in (select story_id from leads)
        and not exists (from leads where leader is not distinct from provider_domain)
    group by provider_domain
)
select
    provider_domain,
    name,
    measured.items,
    measured.documents,
    measured.stories,
    best,
    best / measured.stories,
from measured left join providers using (provider_domain)
order by best desc, measured.stories desc, provider_domain;
