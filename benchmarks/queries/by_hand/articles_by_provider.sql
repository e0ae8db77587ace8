-- the same as: from articles_by_provider()
select
    provider_domain,
    mode(provider_name order by provider_name) as provider_name,
    count(*) as articles,
    count(*) filter (published) as published,
    count(*) filter (published) / nullif(count(published), 0) as published_share,
    count(distinct coalesce(url, 'article:' || article_id)) as items,
    count(*) / sum(count(*)) over () as share,
from articles
where category = 'news'
group by provider_domain
order by articles desc, provider_domain;
