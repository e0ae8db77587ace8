-- one row for the topic
select
    topic, count(distinct article_id) as articles, count(distinct provider_domain) as providers,
    avg(quality) as mean_quality, min(published_at) as first_published_at,
    max(published_at) as last_published_at,
from article_topics join articles using (article_id)
where topic = $topic
group by topic;
