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
--   mean_low: Lower end of the 95 % interval of mean; null where the stories are too few.
--   mean_high: Upper end of that interval.
--   median: Median quality, interpolated.
--   median_low: Lower end of the 95 % interval of median; null where the stories are too few.
--   median_high: Upper end of that interval.
--   p10: 10th percentile of quality, interpolated.
--   p90: 90th percentile of quality, interpolated.
-- definitions:
--   - Articles without a domain are one row.
--   - Rows with the same mean are in order of domain.
--   - >-
--     The articles of a story do not come independently, so both intervals are clustered by story. That
--     of mean is Student's t, as in `quality_change`. That of median lies between two scores: those at
--     the ends of the interval of the share of scores below it.
-- source: >-
--   Cameron and Miller 2015, A Practitioner's Guide to Cluster-Robust Inference, Journal of Human
--   Resources 50(2); Woodruff 1952, Confidence Intervals for Medians and Other Position Measures, JASA
--   47(260).
create macro quality_by_provider(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null,
    min_articles := 5
) as table
with named as (
    select provider_domain, mode(provider_name order by provider_name) as provider_name,
    from selected_articles(
        since, until, topic, null, tz, wanted_category := category, wanted_type := type
    )
    group by provider_domain
    having count(quality) >= min_articles
)
select
    provider_domain,
    provider_name,
    articles,
    scored as n,
    mean,
    mean_low,
    mean_high,
    median,
    median_low,
    median_high,
    p10,
    p90,
from named
join spreads(
    since, until, tz, 'provider',
    wanted_topic := topic, wanted_category := category, wanted_type := type
) on group_key is not distinct from provider_domain
order by mean desc, provider_domain;
