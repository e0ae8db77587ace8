-- the same as: from source_diversity()
with
news as (
    select article_id from articles where category = 'news'
),
labels as (
    select article_id, topic from article_topics where article_id in (from news)
    union all
    select article_id, null from news
),
told as (
    select topic, item_id, min(position) = 0 as leads,
    from mentions join labels using (article_id)
    group by topic, item_id
),
counted as (
    select topic, provider_domain, count(*) as n, count_if(leads) as n_leads,
    from told join story_items using (item_id)
    where provider_domain is not null
    group by topic, provider_domain
),
shares as (
    select
        *,
        n / sum(n) over by_topic as p,
        n_leads / nullif(sum(n_leads) over by_topic, 0) as p_lead,
    from counted
    window by_topic as (partition by topic)
)
select
    null::date as date,
    topic,
    sum(n_leads)::bigint as leads,
    count(*) filter (n_leads > 0) as lead_providers,
    exp(-sum(p_lead * ln(p_lead)) filter (n_leads > 0)) as lead_effective,
    1 / sum(p_lead * p_lead) as lead_inverse_hhi,
    sum(p_lead * p_lead) as lead_hhi,
    sum(n)::bigint as items,
    count(*) as item_providers,
    exp(-sum(p * ln(p))) as item_effective,
    1 / sum(p * p) as item_inverse_hhi,
    sum(p * p) as item_hhi,
from shares
group by topic
order by topic is not null, items desc, topic;
