-- the same as: from compare_periods(since := date '2020-03-01', until := date '2020-04-01')
with
told as (
    select provider_domain, quality, item_id, published_at >= timestamptz '2020-03-01' as is_now,
    from articles join mentions using (article_id)
    where position = 0
        and category = 'news'
        and published_at >= timestamptz '2020-02-01'
        and published_at < timestamptz '2020-04-01'
),
counted as (
    select
        provider_domain,
        count(*) filter (is_now) as articles,
        count(*) filter (not is_now) as previous_articles,
        count(distinct item_id) filter (is_now) as items,
        count(distinct item_id) filter (not is_now) as previous_items,
        count(quality) filter (is_now) as n,
        avg(quality) filter (is_now) as mean,
        count(quality) filter (not is_now) as previous_n,
        avg(quality) filter (not is_now) as previous_mean,
    from told
    group by provider_domain
),
ranked as (
    select
        *,
        if(articles > 0, rank() over (order by articles desc), null) as rank,
        if(previous_articles > 0, rank() over (order by previous_articles desc), null) as before,
    from counted
)
select
    provider_domain,
    name,
    ranked.articles,
    previous_articles,
    ranked.articles - previous_articles,
    (ranked.articles - previous_articles) / nullif(previous_articles, 0),
    ranked.items,
    previous_items,
    n,
    mean,
    previous_n,
    previous_mean,
    mean - previous_mean,
    rank,
    before,
    before - rank,
from ranked left join providers using (provider_domain)
order by ranked.articles desc, previous_articles desc, provider_domain;
