-- one row per provider of the topic's articles, those ten with most articles
select provider_domain, count(*) as articles, avg(quality) as mean_quality,
from article_topics join articles using (article_id)
where topic = $topic
group by provider_domain
order by articles desc, provider_domain
limit 10;
