-- grain: one row per topic with enough scored articles, the best mean quality first
-- theme: quality
-- question: Which topics are covered well, and which poorly?
-- answer: The mean, median and 10th and 90th percentile of the quality of each topic's articles.
-- example: from quality_by_topic() limit 3
-- parameters:
--   min_articles: Omit topics with fewer scored articles.
-- columns:
--   topic: Topic.
--   articles: Articles with the topic.
--   n: Articles with a quality score.
--   mean: Mean quality.
--   median: Median quality, interpolated.
--   p10: 10th percentile of quality, interpolated.
--   p90: 90th percentile of quality, interpolated.
-- definitions:
--   - An article counts once under each of its topics.
--   - Rows with the same mean are in order of topic.
create macro quality_by_topic(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news', type := null,
    min_articles := 5
) as table
with
counted as (
    select topics, quality, count(*) as n,
    from selected_articles(
        since, until, null, provider, tz, wanted_category := category, wanted_type := type
    )
    group by topics, quality
),
by_topic as (
    select topic_name, quality, sum(n)::bigint as n,
    from (select quality, n, unnest(list_distinct(topics)) as topic_name from counted)
    group by topic_name, quality
),
scores as (
    select topic_name, quality, unnest(range(n)) as nth from by_topic
)
select
    topic_name as topic,
    count(*) as articles,
    count(quality) as n,
    avg(quality) as mean,
    quantile_cont(quality, 0.5) as median,
    quantile_cont(quality, 0.1) as p10,
    quantile_cont(quality, 0.9) as p90,
from scores
group by topic_name
having count(quality) >= min_articles
order by mean desc, topic_name;
