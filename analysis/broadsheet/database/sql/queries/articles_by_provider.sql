-- one row per provider, most articles first
-- measures articles, those published, their share of those known to be published or not, distinct
-- items, share of all articles; provider_name is as most of these articles have it, of equals
-- the first by alphabet; equals stand in order of domains, those without one are a row, the last
-- answers: who publishes here, how much, and how much of it gets through?
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
