-- the same as: from topic_overlap()
with
lists as (
    select list_distinct(topics) as topics, sum(n) as n,
    from (select topics, count(*) as n from articles where category = 'news' group by topics)
    group by all
),
single as (
    select topic, sum(n) as n from (select n, unnest(topics) as topic from lists) group by topic
),
pairs as (
    select one, other, sum(n) as n,
    from (select n, topics, unnest(topics) as one from lists), unnest(topics) as others(other)
    where one < other
    group by all
)
select
    one,
    other,
    pairs.n::bigint as articles,
    a.n::bigint as articles_a,
    b.n::bigint as articles_b,
    pairs.n / (a.n + b.n - pairs.n) as jaccard,
    pairs.n * (select sum(n) from lists) / (a.n * b.n) as lift,
from pairs join single as a on a.topic = one join single as b on b.topic = other
order by pairs.n desc, one, other;
