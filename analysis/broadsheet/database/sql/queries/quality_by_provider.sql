-- one row per provider with enough scored articles, best mean quality first
-- measures articles, n scored, mean, median, 10th and 90th percentile of quality (interpolated);
-- provider_name is as most of these articles have it, of equals the first by alphabet; equals stand
-- in order of domains, those without one are a row
-- answers: whose articles are good, and how far do they spread?
create macro quality_by_provider(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null,
    min_articles := 5
) as table
select
    provider_domain,
    mode(provider_name order by provider_name) as provider_name,
    count(*) as articles,
    count(quality) as n,
    avg(quality) as mean,
    quantile_cont(quality, 0.5) as median,
    quantile_cont(quality, 0.1) as p10,
    quantile_cont(quality, 0.9) as p90,
from selected_articles(
    since, until, topic, null, tz, wanted_category := category, wanted_type := type
)
group by provider_domain
having count(quality) >= min_articles
order by mean desc, provider_domain;
