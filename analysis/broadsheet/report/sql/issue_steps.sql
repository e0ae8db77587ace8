-- one row per step from the numbers of the last issue (0) to those of today (6): articles removed
-- (1) and moved (2), scores and publication as of today (3), providers, topics and items as of
-- today (4), articles arrived (5), stories as of today (6). The difference of two steps is the
-- effect of the later one, so that all effects add up to the change of a number, whichever it is.
with
steps as (
    select unnest(range(7)) as step
),
states as (
    select
        step,
        fate in ('arrived', 'moved in') as is_new,
        if(step >= 3 or is_new, new_quality, old_quality) as quality,
        if(step >= 3 or is_new, new_published, old_published) as published,
        if(step >= 4 or is_new, new_provider, old_provider) as provider_domain,
        if(step >= 4 or is_new, new_topics, old_topics) as topics,
        if(step >= 4 or is_new, new_items, old_items) as item_keys,
    from steps cross join issued.fates
    where case fate
        when 'removed' then step < 1
        when 'moved out' then step < 2
        when 'moved in' then step >= 2
        when 'arrived' then step >= 5
        else true
    end
),
chosen as (
    from states
    where ($provider::varchar is null or provider_domain = $provider)
        and ($topic::varchar is null or list_contains(topics, $topic))
),
counted as (
    select
        step,
        count(*) as articles,
        count(distinct provider_domain) as providers,
        count(quality) as scored,
        avg(quality) as mean_quality,
        median(quality) as median_quality,
        count(*) filter (published) / nullif(count(published), 0) as published_share,
    from chosen
    group by step
),
named as (
    select step, count(distinct topic) as topics,
    from (select step, unnest(topics) as topic from chosen)
    group by step
),
listed as (
    select step, count(distinct key) as items,
    from (select step, unnest(item_keys) as key from chosen)
    group by step
),
begun as (
    select
        (
            select count(*)
            from issued.last
            where kind = 'story'
                and ($since::timestamp is null
                    or on_clock(published_at, $timezone) >= $since::timestamp)
                and ($until::timestamp is null
                    or on_clock(published_at, $timezone) < $until::timestamp)
        ) as stories_then,
        (select count(*) from issued.now where kind = 'story') as stories_now,
)
select
    step,
    coalesce(articles, 0) as articles,
    coalesce(items, 0) as items,
    if($provider is null and $topic is null, if(step < 6, stories_then, stories_now), null)
        as stories,
    coalesce(providers, 0) as providers,
    coalesce(topics, 0) as topics,
    coalesce(scored, 0) as scored,
    mean_quality,
    median_quality,
    published_share,
from steps
cross join begun
left join counted using (step)
left join named using (step)
left join listed using (step)
order by step;
