-- one row per article whose heat is known, the largest difference first, those without one last
-- measures heat against the one expected of the head of a story, quality + 10 x related_count, and
-- their difference, heat - expected; either is null where 64 bits can't hold it; the verdict is
-- 'overflow' (heat of at most -2147000000, near -2^31), 'not a head' (heat -1: nothing is expected),
-- 'no quality' (nothing can be expected), 'as expected' or 'off'; only_off leaves out what is as
-- expected or not a head; equals stand in order of article_id
-- answers: which heats can't be trusted?
create macro heat_audit(
    since := null, until := null, topic := null, provider := null, tz := 'UTC',
    category := 'news', type := null, only_off := true
) as table
with
judged as (
    select
        article_id,
        title,
        provider_domain,
        quality,
        related_count,
        heat,
        if(heat = -1, null, try(quality + 10 * related_count::bigint)) as expected,
        case
            when heat <= -2147000000 then 'overflow'
            when heat = -1 then 'not a head'
            when quality is null then 'no quality'
            when heat = expected then 'as expected'
            else 'off'
        end as verdict,
    from selected_articles(
        since, until, topic, provider, tz, wanted_category := category, wanted_type := type
    )
    where heat is not null
)
select
    article_id,
    title,
    provider_domain,
    quality,
    related_count::bigint as related_count,
    heat,
    expected,
    try(heat - expected) as difference,
    verdict,
from judged
where not only_off::boolean
    or heat <= -2147000000
    or (heat <> -1 and heat is distinct from expected)
order by abs(difference) desc nulls last, article_id;
