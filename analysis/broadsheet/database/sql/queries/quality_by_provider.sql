-- grain: one row per provider with enough scored articles, the best mean quality first
-- theme: quality
-- question: Whose articles are good, and how widely do they vary?
-- answer: The mean, median and 10th and 90th percentile of the quality of each provider's articles.
-- example: |-
--   from quality_by_provider()
--   select provider_domain, articles, n, mean, median, p10, p90 limit 3
-- parameters:
--   min_articles: Omit providers with fewer scored articles.
-- columns:
--   provider_domain: Domain of the provider; null for articles without one.
--   provider_name: >-
--     Name that most of these articles use; of equally frequent names the first by alphabet.
--   articles: Articles selected.
--   n: Articles with a quality score.
--   mean: Mean quality.
--   median: Median quality, interpolated.
--   p10: 10th percentile of quality, interpolated.
--   p90: 90th percentile of quality, interpolated.
-- definitions:
--   - Articles without a domain are one row.
--   - Rows with the same mean are in order of domain.
create macro quality_by_provider(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null,
    min_articles := 5
) as table
select
    provider_domain,
    mode(provider_name order by provider_name) as provider_name,
    count(*) as articles,
    count(quality) as n,
    avg(quality) as mean,
    quantile_cont(quality, 0.5) as median,
    quantile_cont(quality, 0.1) as p10,
    quantile_cont(quality, 0.9) as p90,
from selected_articles(
    since, until, topic, null, tz, wanted_category := category, wanted_type := type
)
group by provider_domain
having count(quality) >= min_articles
order by mean desc, provider_domain;
