-- grain: one row per pair of topics that articles share, most articles first
-- theme: diversity
-- question: Which topics go together?
-- answer: The articles that have both topics, compared with those of each topic and with chance.
-- example: from topic_overlap() limit 3
-- parameters:
--   min_articles: Omit pairs with fewer articles.
-- columns:
--   topic_a: First topic, which comes before topic_b by code point.
--   topic_b: Second topic.
--   articles: Articles with both topics.
--   articles_a: Articles with topic_a.
--   articles_b: Articles with topic_b.
--   jaccard: >-
--     articles / (articles_a + articles_b - articles), the share of both in those with either.
--   lift: >-
--     articles × all / (articles_a × articles_b), how many times more often both meet than
--     independent topics would.
-- adds_up: |-
--   select sum(len(list_distinct(topics)) * (len(list_distinct(topics)) - 1) // 2) as articles
--   from selected_articles(
--       since, until, null, provider, tz, wanted_category := category, wanted_type := type
--   )
-- definitions:
--   - All articles are those selected, with topics or without.
--   - A topic that an article has twice counts once.
--   - Pairs with the same number of articles are in order of topic_a, then of topic_b.
create macro topic_overlap(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news', type := null,
    min_articles := 1
) as table
with
counted as (
    select topics, count(*) as n,
    from selected_articles(
        since, until, null, provider, tz, wanted_category := category, wanted_type := type
    )
    group by topics
),
named as (
    select list_distinct(topics) as names, n, unnest(list_distinct(topics)) as one
    from counted
),
by_topic as (
    select one, sum(n) as n from named group by one
),
pairs as (
    select one, other, sum(n) as n,
    from (select one, n, unnest(names) as other from named where len(names) > 1)
    where one < other
    group by one, other
    having sum(n) >= min_articles
)
select
    pairs.one as topic_a,
    pairs.other as topic_b,
    pairs.n::bigint as articles,
    by_one.n::bigint as articles_a,
    by_other.n::bigint as articles_b,
    pairs.n / (by_one.n + by_other.n - pairs.n) as jaccard,
    pairs.n / by_one.n * (select sum(n) from counted) / by_other.n as lift,
from pairs
join by_topic as by_one on by_one.one = pairs.one
join by_topic as by_other on by_other.one = pairs.other
order by pairs.n desc, pairs.one, pairs.other;
