-- the same as: from heat_audit()
select
    article_id,
    title,
    provider_domain,
    quality,
    related_count::bigint,
    heat,
    quality + 10 * related_count as expected,
    heat - (quality + 10 * related_count) as difference,
    if(heat <= -2147000000, 'overflow', if(quality is null, 'no quality', 'off')) as verdict,
from articles
where category = 'news'
    and heat <> -1
    and (quality is null or heat <> quality + 10 * related_count)
order by abs(difference) desc nulls last, article_id;
