-- one row per provider, most articles first
-- measures the share of its articles that have an image, an AMP page, an excerpt, a quality score,
-- a topic, a first address (original_url); provider_name is as most of these articles have it, of
-- equals the first by alphabet; equals stand in order of domains, those without one are a row
-- answers: what is missing, and from whom?
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
