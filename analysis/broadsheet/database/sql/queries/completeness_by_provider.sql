-- grain: one row per provider, most articles first
-- theme: health
-- question: What is missing, and from whom?
-- answer: >-
--   The share of each provider's articles that have an image, an excerpt, a score and other fields.
-- example: |-
--   from completeness_by_provider()
--   select provider_domain, articles, image_share, excerpt_share, quality_share limit 3
-- columns:
--   provider_domain: Domain of the provider; null for articles without one.
--   provider_name: >-
--     Name that most of these articles use; of equally frequent names the first by alphabet.
--   articles: Articles selected.
--   image_share: Share of the articles with an image.
--   amp_share: Share of the articles with an AMP page (`amp_web_url`).
--   excerpt_share: Share of the articles with an excerpt.
--   quality_share: Share of the articles with a quality score.
--   topic_share: Share of the articles with a topic.
--   original_url_share: Share of the articles with a first address (`original_url`).
-- adds_up: |-
--   select count(*) as articles
--   from selected_articles(
--       since, until, topic, null, tz, wanted_category := category, wanted_type := type
--   )
-- definitions:
--   - Articles without a domain are one row.
--   - Rows with the same number of articles are in order of domain.
create macro completeness_by_provider(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null,
    min_articles := 1
) as table
select
    provider_domain,
    mode(provider_name order by provider_name) as provider_name,
    count(*) as articles,
    count(*) filter (image_count > 0) / count(*) as image_share,
    count(amp_web_url) / count(*) as amp_share,
    count(excerpt) / count(*) as excerpt_share,
    count(quality) / count(*) as quality_share,
    count(*) filter (len(topics) > 0) / count(*) as topic_share,
    count(original_url) / count(*) as original_url_share,
from selected_articles(
    since, until, topic, null, tz, wanted_category := category, wanted_type := type
)
group by provider_domain
having count(*) >= min_articles
order by articles desc, provider_domain;
