-- the same as: from quality_by_topic()
select
    topic,
    count(*) as articles,
    count(quality) as n,
    avg(quality) as mean,
    quantile_cont(quality, 0.5) as median,
    quantile_cont(quality, 0.1) as p10,
    quantile_cont(quality, 0.9) as p90,
from articles join (select distinct article_id, topic from article_topics) using (article_id)
where category = 'news'
group by topic
having count(quality) >= 5
order by mean desc, topic;
