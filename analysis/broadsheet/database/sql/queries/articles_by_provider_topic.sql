-- grain: one row per provider and topic with articles in common, most articles first
-- theme: volume
-- question: Who writes about what, and how well?
-- answer: The number, published share and mean quality of each provider's articles on each topic.
-- example: |-
--   from articles_by_provider_topic()
--   select provider_domain, topic, articles, share_of_provider, share_of_topic, mean limit 3
-- columns:
--   provider_domain: Domain of the provider; null for articles without one.
--   provider_name: Usual name of the provider, from the table `providers`.
--   topic: Topic.
--   articles: Articles of the provider with the topic.
--   published: Articles that are published.
--   published_share: published / articles known to be published or not; null where none is known.
--   share_of_provider: articles / all articles of the provider, those without a topic included.
--   share_of_topic: articles / all articles with the topic.
--   n: Articles with a quality score.
--   mean: Mean quality of these; null where there are none.
-- adds_up: |-
--   select
--       sum(len(list_distinct(topics))) as articles,
--       sum(len(list_distinct(topics))) filter (published) as published,
--       sum(len(list_distinct(topics))) filter (quality is not null) as n,
--   from selected_articles(
--       since, until, null, null, tz, wanted_category := category, wanted_type := type
--   )
-- definitions:
--   - >-
--     An article counts once under each of its topics, so the shares of a provider can add up to
--     more than 1.
--   - Rows with the same number of articles are in order of domain, then of topic.
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
labeled as (
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
    from labeled
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
