-- one row per topic; a filter that is null keeps all
select
    topic, count(distinct article_id) as articles, count(distinct provider_domain) as providers,
    avg(quality) as mean_quality, min(published_at) as first_published_at,
    max(published_at) as last_published_at,
from article_topics join articles using (article_id)
where $search is null or contains(lower(topic), lower($search))
group by topic;
