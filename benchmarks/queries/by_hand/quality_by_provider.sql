-- the same as: from quality_by_provider()
select
    provider_domain,
    mode(provider_name order by provider_name) as provider_name,
    count(*) as articles,
    count(quality) as n,
    avg(quality) as mean,
    quantile_cont(quality, 0.5) as median,
    quantile_cont(quality, 0.1) as p10,
    quantile_cont(quality, 0.9) as p90,
from articles
where category = 'news'
group by provider_domain
having count(quality) >= 5
order by mean desc, provider_domain;
