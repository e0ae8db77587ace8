-- one row per provider, or topic (by := 'topic'), of either of two periods, most articles first
-- measures articles of the period since to until, and of the one before (previous_…): distinct items
-- (documents of one URL are one), n scored, mean quality, each with its change; change_share is of
-- the articles before, null where there were none; ranks go by articles, equals share the better
-- rank, without articles there is none, and a positive rank_change is a rise; both periods must be
-- known: since and until are given, previous_since and previous_until are else derived: the calendar
-- month or year before a whole one, else the span of the same length right before since; groups with
-- fewer than min_articles in both periods are left out, but ranked; an article counts once under
-- each of its topics
-- answers: what has changed since the last period, and who has gained or lost?
create macro compare_periods(
    since := null, until := null, topic := null, provider := null, tz := 'UTC',
    category := 'news', type := null, by := 'provider',
    previous_since := null, previous_until := null, min_articles := 1
) as table
with
grouping as (
    select case
        when "by" = 'provider' then true
        when "by" = 'topic' then false
        else error('by is provider or topic, not ' || coalesce("by", 'null'))
    end as by_provider
),
compared as (
    select
        unnest(if(by_provider, [provider_domain], list_distinct(topics))) as group_key,
        article_id,
        quality,
        is_now,
        is_before,
    from grouping
    cross join compared_articles(
        since, until, previous_since, previous_until, topic, provider, tz,
        wanted_category := category, wanted_type := type
    )
),
counted as (
    select
        group_key,
        count(*) filter (is_now) as articles,
        count(*) filter (is_before) as previous_articles,
        count(distinct item_id) filter (is_now) as items,
        count(distinct item_id) filter (is_before) as previous_items,
        count(quality) filter (is_now) as n,
        avg(quality) filter (is_now) as mean,
        count(quality) filter (is_before) as previous_n,
        avg(quality) filter (is_before) as previous_mean,
    from compared
    join mentions on mentions.article_id = compared.article_id and mentions.position = 0
    group by group_key
),
ranked as (
    select
        *,
        if(articles > 0, rank() over (order by articles desc), null) as rank,
        if(previous_articles > 0, rank() over (order by previous_articles desc), null)
            as previous_rank,
    from counted
)
select
    group_key,
    if(by_provider, providers.name, group_key) as name,
    ranked.articles,
    previous_articles,
    ranked.articles - previous_articles as change,
    (ranked.articles - previous_articles) / nullif(previous_articles, 0) as change_share,
    ranked.items,
    previous_items,
    n,
    mean,
    previous_n,
    previous_mean,
    mean - previous_mean as mean_change,
    rank,
    previous_rank,
    previous_rank - rank as rank_change,
from ranked
cross join grouping
left join providers on by_provider and providers.provider_domain = group_key
where greatest(ranked.articles, previous_articles) >= min_articles
order by ranked.articles desc, previous_articles desc, group_key;
