-- one row per topic, most articles first
-- measures articles, those published, their share of those known to be published or not, distinct
-- items, share of all articles;
-- an article counts once under each of its topics, so the shares add up to more than one; equals
-- stand in order of topics
-- answers: what is written about, and what of it gets through?
create macro articles_by_topic(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news', type := null,
    min_articles := 1
) as table
with
counted as (
    select
        topics,
        item_id,
        count(*) as n,
        count(*) filter (published) as passed,
        count(published) as known,
    from selected_articles(
        since, until, null, provider, tz, wanted_category := category, wanted_type := type
    )
    left join repeated_items using (article_id)
    group by topics, item_id
),
labelled as (
    select item_id, n, passed, known, unnest(list_distinct(topics)) as topic_name from counted
)
select
    topic_name as topic,
    sum(n)::bigint as articles,
    sum(passed)::bigint as published,
    sum(passed) / nullif(sum(known), 0) as published_share,
    (sum(if(item_id is null, n, 0)) + count(distinct item_id))::bigint as items,
    sum(n) / (select sum(n) from counted) as share,
from labelled
group by topic_name
having sum(n) >= min_articles
order by articles desc, topic_name;
