-- the same as: from articles_by_provider_topic()
with
news as (
    select article_id, provider_domain, published, quality from articles where category = 'news'
),
by_provider as (
    select provider_domain, count(*) as total from news group by provider_domain
),
by_both as (
    select
        provider_domain,
        topic,
        count(*) as articles,
        count(*) filter (published) as published,
        count(*) filter (published) / nullif(count(published), 0) as published_share,
        count(quality) as n,
        avg(quality) as mean,
    from news join (select distinct article_id, topic from article_topics) using (article_id)
    group by provider_domain, topic
)
select
    provider_domain,
    name,
    topic,
    by_both.articles,
    published,
    published_share,
    by_both.articles / total,
    by_both.articles / sum(by_both.articles) over (partition by topic),
    n,
    mean,
from by_both
join by_provider using (provider_domain)
left join providers using (provider_domain)
order by by_both.articles desc, provider_domain, topic;
