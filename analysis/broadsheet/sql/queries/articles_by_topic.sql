-- one row per topic, most articles first
-- measures articles, those published, their share of the scored, distinct items, share of all articles;
-- an article counts once under each of its topics, so the shares add up to more than one
-- answers: what is written about, and what of it gets through?
create macro articles_by_topic(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news', type := null,
    min_articles := 1
) as table
with
selected as (
    from selected_articles(
        since, until, null, provider, tz, wanted_category := category, wanted_type := type
    )
),
topics_of_articles as (
    select distinct article_id, url, published, unnest(topics) as topic_name from selected
)
select
    topic_name as topic,
    count(*) as articles,
    count(*) filter (published) as published,
    count(*) filter (published) / nullif(count(published), 0) as published_share,
    count(distinct coalesce(url, 'article:' || article_id)) as items,
    count(*) / (select count(*) from selected) as share,
from topics_of_articles
group by topic_name
having count(*) >= min_articles
order by articles desc, topic_name;
