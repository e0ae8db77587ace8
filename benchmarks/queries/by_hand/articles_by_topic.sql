-- the same as: from articles_by_topic()
with
own as (
    select article_id, item_id from mentions where position = 0
),
total as (
    select count(*) as n from articles where category = 'news'
)
select
    topic,
    count(*) as articles,
    count(*) filter (published) as published,
    count(*) filter (published) / nullif(count(published), 0) as published_share,
    count(distinct item_id) as items,
    count(*) / any_value(n) as share,
from articles
join (select distinct article_id, topic from article_topics) using (article_id)
join own using (article_id)
cross join total
where category = 'news'
group by topic
order by articles desc, topic;
