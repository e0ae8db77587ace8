-- one row per topic with enough scored articles, best mean quality first
-- measures articles, n scored, mean, median, 10th and 90th percentile of quality (interpolated);
-- an article counts once under each of its topics; equals stand in order of topics
-- answers: which topics are covered well, and which poorly?
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
