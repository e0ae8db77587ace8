-- the same as: from topic_momentum()
with
topics as (
    select distinct article_id, topic from article_topics
),
dated as (
    select article_id, published_at::date as day from articles
    where category = 'news' and published_at is not null
),
span as (
    select
        (max(day) - 6)::date as begins,
        least(8, (max(day) - 6 - min(day)) // 7)::integer as periods,
    from dated
),
counted as (
    select
        topic,
        any_value(periods) as periods,
        count_if(day >= begins) as n,
        count_if(day < begins) / nullif(any_value(periods), 0) as usual,
    from dated join span on day >= begins - 7 * periods join topics using (article_id)
    group by topic
    having count(*) >= 5
)
select
    topic,
    n,
    usual,
    periods,
    n / nullif(usual, 0) as ratio,
    (n - usual) / sqrt(usual + 1) as score,
from counted
order by score desc nulls last, topic;
