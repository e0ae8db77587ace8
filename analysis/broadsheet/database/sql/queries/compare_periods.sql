-- grain: >-
--   one row per provider, or topic, with articles in either of two periods, most articles first
-- theme: change
-- question: What has changed since the last period, and who has gained or lost?
-- answer: >-
--   The articles, items, mean quality and rank of each group in a period and in the one before.
-- example: |-
--   from compare_periods(since := date '2021-03-01', until := date '2021-04-01')
--   select name, articles, previous_articles, change, change_share, rank, previous_rank limit 3
-- parameters:
--   since: >-
--     Start of the period, included: a date, or a time on the clock of `tz`. It must be given.
--   until: >-
--     End of the period, excluded: a date, or a time on the clock of `tz`. It must be given.
--   by: What a row is, `provider` or `topic`.
--   min_articles: Omit groups with fewer articles in both periods.
-- columns:
--   group_key: Domain of the provider, or the topic; null for articles without a provider.
--   name: Usual name of the provider, from the table `providers`; of a topic the topic itself.
--   articles: Articles in the period.
--   previous_articles: Articles in the period before.
--   change: articles - previous_articles.
--   change_share: change / previous_articles; null where there were none.
--   items: Distinct items in the period.
--   previous_items: Distinct items in the period before.
--   n: Articles in the period with a quality score.
--   mean: Mean quality of these; null where there are none.
--   previous_n: Articles in the period before with a quality score.
--   previous_mean: Mean quality of these; null where there are none.
--   mean_change: mean - previous_mean; null where either is.
--   rank: Rank by articles in the period; null where there are none.
--   previous_rank: Rank by articles in the period before; null where there are none.
--   rank_change: previous_rank - rank, so a rise is positive; null where either is.
-- definitions:
--   - Groups with the same number of articles share the better rank.
--   - Groups below `min_articles` are ranked before they are omitted.
--   - An article counts once under each of its topics.
--   - Articles with the same URL are one item; an article without a URL is an item of its own.
--   - >-
--     Where `previous_since` and `previous_until` are null, the period before a whole calendar
--     month or year is the calendar month or year before it.
--   - Before any other period it is the span of the same length, right before `since`.
--   - >-
--     Where only one of the two is given, the other follows from the same length, a calendar month
--     or year where the period is one.
--   - Rows are in order of articles, then previous_articles, most first, then group_key.
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
