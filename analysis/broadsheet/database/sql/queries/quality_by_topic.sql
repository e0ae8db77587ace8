-- grain: one row per topic with enough scored articles, the best mean quality first
-- theme: quality
-- question: Which topics are covered well, and which poorly?
-- answer: The mean, median and 10th and 90th percentile of the quality of each topic's articles.
-- example: |-
--   from quality_by_topic()
--   select topic, n, mean, mean_low, mean_high, median, median_low, median_high limit 3
-- parameters:
--   min_articles: Omit topics with fewer scored articles.
-- columns:
--   topic: Topic.
--   articles: Articles with the topic.
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
--   - An article counts once under each of its topics.
--   - Rows with the same mean are in order of topic.
--   - >-
--     The articles of a story do not come independently, so both intervals are clustered by story. That
--     of mean is Student's t, as in `quality_change`. That of median lies between two scores: those at
--     the ends of the interval of the share of scores below it.
-- source: >-
--   Cameron and Miller 2015, A Practitioner's Guide to Cluster-Robust Inference, Journal of Human
--   Resources 50(2); Woodruff 1952, Confidence Intervals for Medians and Other Position Measures, JASA
--   47(260).
create macro quality_by_topic(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news', type := null,
    min_articles := 5
) as table
select
    group_key as topic,
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
from spreads(
    since, until, tz, 'topic',
    wanted_provider := provider, wanted_category := category, wanted_type := type
)
where scored >= min_articles
order by mean desc, group_key;
