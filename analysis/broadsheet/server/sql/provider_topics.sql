-- one row per topic of the provider's articles, those ten with most articles
select topic, count(*) as articles, avg(quality) as mean_quality,
from article_topics join articles using (article_id)
where lower(provider_domain) = lower($provider)
group by topic
order by articles desc, topic
limit 10;
