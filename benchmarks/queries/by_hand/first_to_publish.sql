-- the same as: from first_to_publish()
with
told as (
    select story_id
    from mentions
    join articles using (article_id)
    join story_items using (item_id)
    where position = 0 and category = 'news'
),
entries as (
    select story_id, provider_domain, min(published_at) as entered,
    from story_items
    where provider_domain is not null
        and published_at is not null
        and story_id in (from told)
        and story_id in (select story_id from stories where providers > 1)
    group by story_id, provider_domain
),
opened as (
    select story_id, min(entered) as first_at,
    from entries
    group by story_id
    having count(*) > 1
),
winners as (
    select story_id, count(*) as winners,
    from entries join opened using (story_id)
    where entered = first_at
    group by story_id
),
measured as (
    select
        provider_domain,
        count(*) as stories,
        count_if(entered = first_at) as firsts,
        count_if(entered = first_at and winners = 1) as sole,
    from entries join opened using (story_id) join winners using (story_id)
    group by provider_domain
)
select provider_domain, name, stories, firsts, firsts / stories, sole, firsts - sole,
from measured left join providers using (provider_domain)
order by firsts desc, stories desc, provider_domain;
