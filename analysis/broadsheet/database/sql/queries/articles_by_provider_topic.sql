-- one row per provider and topic that it has articles under, most articles first
-- measures articles, those published, their share of the scored, share_of_provider (of all articles
-- of the provider, those without a topic too), share_of_topic (of all articles under the topic), n
-- scored, mean quality; an article counts once under each of its topics, so a provider's shares can
-- add up to more than one
-- answers: who writes about what, and how well?
create macro articles_by_provider_topic(
    since := null, until := null, tz := 'UTC', category := 'news', type := null, min_articles := 1
) as table
with
selected as (
    from selected_articles(
        since, until, null, null, tz, wanted_category := category, wanted_type := type
    )
),
of_providers as (
    select provider_domain, count(*) as all_articles from selected group by provider_domain
),
labelled as (
    select provider_domain, published, quality, unnest(list_distinct(topics)) as topic_name,
    from selected
),
cells as (
    select
        provider_domain,
        topic_name,
        count(*) as articles,
        count(*) filter (published) as published,
        count(published) as known,
        count(quality) as n,
        avg(quality) as mean,
        sum(count(*)) over (partition by topic_name) as of_topic,
    from labelled
    group by provider_domain, topic_name
)
select
    cells.provider_domain,
    providers.name as provider_name,
    topic_name as topic,
    cells.articles,
    published,
    published / nullif(known, 0) as published_share,
    cells.articles / all_articles as share_of_provider,
    cells.articles / of_topic as share_of_topic,
    n,
    mean,
from cells
join of_providers on of_providers.provider_domain is not distinct from cells.provider_domain
left join providers on providers.provider_domain = cells.provider_domain
where cells.articles >= min_articles
order by cells.articles desc, cells.provider_domain, topic_name;
