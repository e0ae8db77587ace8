-- one row per pair of topics that stand on one article together, most articles first, equals by topic
-- measures articles, those with both; articles_a and articles_b, those with each; jaccard, the share of
-- both in those with either: articles / (articles_a + articles_b - articles); lift, how many times more
-- often both meet than topics that are independent would: articles × all / (articles_a × articles_b),
-- where all are the articles selected, with topics or without; topic_a comes before topic_b, by code
-- point; a topic that stands twice on an article counts once
-- answers: which topics go together?
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
