-- the same as: from completeness_by_provider()
select
    provider_domain,
    mode(provider_name order by provider_name) as provider_name,
    count(*) as articles,
    count_if(image_count > 0) / count(*) as image_share,
    count(amp_web_url) / count(*) as amp_share,
    count(excerpt) / count(*) as excerpt_share,
    count(quality) / count(*) as quality_share,
    count_if(len(topics) > 0) / count(*) as topic_share,
    count(original_url) / count(*) as original_url_share,
from articles
where category = 'news'
group by provider_domain
order by articles desc, provider_domain;
