-- the same as: from coverage_lag_by_provider()
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
measured as (
    select
        provider_domain,
        count(*) as stories,
        count_if(entered = first_at) as firsts,
        quantile_cont((epoch_us(entered) - epoch_us(first_at)) / 3600000000, [0.5, 0.9]) as lags,
        avg((epoch_us(entered) - epoch_us(first_at)) / 3600000000) as mean,
    from entries join opened using (story_id)
    group by provider_domain
    having count(*) >= 5
)
select provider_domain, name, stories, firsts, firsts / stories, lags[1], lags[2], mean,
from measured left join providers using (provider_domain)
order by lags[1], mean, provider_domain;
