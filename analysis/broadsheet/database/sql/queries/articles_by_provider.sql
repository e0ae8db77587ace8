-- grain: one row per provider, most articles first
-- theme: volume
-- question: Who publishes here, how much, and how much of it gets through?
-- answer: The number of articles, published articles and distinct items of each provider.
-- example: |-
--   from articles_by_provider()
--   select provider_domain, articles, published, items, share, share_low, share_high limit 3
-- columns:
--   provider_domain: Domain of the provider; null for articles without one.
--   provider_name: >-
--     Name that most of these articles use; of equally frequent names the first by alphabet.
--   articles: Articles selected.
--   published: Articles that are published.
--   published_share: published / articles known to be published or not; null where none is known.
--   published_share_low: >-
--     Lower end of the 95 % interval of published_share; null where the stories are too few.
--   published_share_high: Upper end of that interval.
--   items: Distinct items.
--   share: articles / all articles selected.
--   share_low: Lower end of the 95 % interval of share; null where the stories are too few.
--   share_high: Upper end of that interval.
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
--   - >-
--     The articles of a story do not come independently, so the intervals are clustered by story. They
--     are Wilson's, of the articles that `story_size` counts.
-- source: >-
--   Wilson 1927, Probable Inference, JASA 22(158); Korn and Graubard 1998, Confidence Intervals for
--   Proportions with Small Expected Number of Positive Counts Estimated from Survey Data, Survey
--   Methodology 24(2).
create macro articles_by_provider(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null,
    min_articles := 1
) as table
with
placed as materialized (
    select
        provider_domain,
        provider_name,
        story_id,
        repeated_items.item_id,
        published,
    from selected_articles(
        since, until, topic, null, tz, wanted_category := category, wanted_type := type
    )
    join article_stories using (article_id)
    left join repeated_items using (article_id)
),
by_story as (
    select story_id, count(*)::hugeint as m from placed group by story_id
),
whole as (
    select sum(m) as all_m, sum(m * m) as mm, sum(m * m * m * m) as mmmm from by_story
),
parts as (
    select
        provider_domain,
        story_id,
        count(*)::hugeint as n,
        count(published)::hugeint as k,
        (count(*) filter (published))::hugeint as p,
        count(*) - count(item_id) + count(distinct item_id) as n_items,
    from placed
    group by provider_domain, story_id
),
summed as (
    select
        provider_domain,
        sum(n) as n,
        sum(k) as k,
        sum(p) as p,
        sum(n_items) as n_items,
        any_value(all_m) as all_m,
        story_size(
            any_value(all_m), sum(n), any_value(mm), sum(m * n), sum(n * n), any_value(mmmm)
        ) as size,
        story_size(
            sum(k), sum(p), sum(k * k), sum(k * p), sum(p * p), sum(k * k * k * k)
        ) as known_size,
    from parts join by_story using (story_id) cross join whole
    group by provider_domain
    having sum(n) >= min_articles
),
named as (
    select provider_domain, mode(provider_name order by provider_name) as usual_name,
    from placed
    group by provider_domain
)
select
    summed.provider_domain,
    usual_name as provider_name,
    n::bigint as articles,
    p::bigint as published,
    p / nullif(k, 0) as published_share,
    wilson_low(p / k * known_size, known_size) as published_share_low,
    wilson_high(p / k * known_size, known_size) as published_share_high,
    n_items::bigint as items,
    n / all_m as share,
    wilson_low(n / all_m * size, size) as share_low,
    wilson_high(n / all_m * size, size) as share_high,
from summed join named on named.provider_domain is not distinct from summed.provider_domain
order by articles desc, summed.provider_domain;
