-- grain: one row per provider, most articles first
-- theme: volume
-- question: Who publishes here, how much, and how much of it gets through?
-- answer: The number of articles, published articles and distinct items of each provider.
-- example: from articles_by_provider() limit 3
-- columns:
--   provider_domain: Domain of the provider; null for articles without one.
--   provider_name: >-
--     Name that most of these articles use; of equally frequent names the first by alphabet.
--   articles: Articles selected.
--   published: Articles that are published.
--   published_share: published / articles known to be published or not; null where none is known.
--   items: Distinct items.
--   share: articles / all articles selected.
-- adds_up: |-
--   select count(*) as articles, count(*) filter (published) as published
--   from selected_articles(
--       since, until, topic, null, tz, wanted_category := category, wanted_type := type
--   )
-- definitions:
--   - Articles without a domain are one row.
--   - Rows with the same number of articles are in order of domain, the row without a domain last.
--   - Articles with the same URL are one item; an article without a URL is an item of its own.
--   - All articles selected include those of providers below `min_articles`.
create macro articles_by_provider(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null,
    min_articles := 1
) as table
select
    provider_domain,
    mode(provider_name order by provider_name) as provider_name,
    count(*) as articles,
    count(*) filter (published) as published,
    count(*) filter (published) / nullif(count(published), 0) as published_share,
    count(*) - count(item_id) + count(distinct item_id) as items,
    count(*) / sum(count(*)) over () as share,
from selected_articles(
    since, until, topic, null, tz, wanted_category := category, wanted_type := type
)
left join repeated_items using (article_id)
group by provider_domain
qualify count(*) >= min_articles
order by articles desc, provider_domain;
