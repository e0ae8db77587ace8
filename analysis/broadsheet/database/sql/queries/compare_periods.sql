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
--   mean_low: Lower end of the 95 % interval of mean; null where the stories are too few.
--   mean_high: Upper end of that interval.
--   previous_n: Articles in the period before with a quality score.
--   previous_mean: Mean quality of these; null where there are none.
--   previous_mean_low: Lower end of the 95 % interval of previous_mean.
--   previous_mean_high: Upper end of that interval.
--   mean_change: mean - previous_mean; null where either is.
--   mean_change_low: Lower end of the 95 % interval of mean_change.
--   mean_change_high: Upper end of that interval.
--   rank: Rank by articles in the period; null where there are none.
--   previous_rank: Rank by articles in the period before; null where there are none.
--   rank_change: previous_rank - rank, so a rise is positive; null where either is.
--   stories: Stories with an article of the group in the period.
--   previous_stories: Stories with an article of the group in the period before.
--   story_share: stories / all stories with an article in the period.
--   story_share_low: Lower end of the 95 % interval of story_share, by Wilson.
--   story_share_high: Upper end of that interval.
--   previous_story_share: The same in the period before.
--   previous_story_share_low: Lower end of the 95 % interval of previous_story_share.
--   previous_story_share_high: Upper end of that interval.
--   score: >-
--     How unusual the change of the share of stories is, as a normal deviate, above 0 for a rise; null
--     where a period has no stories, or the group fewer than five in both.
--   p_value: Probability of such a score, either way, if nothing has changed.
--   q_value: p_value, adjusted for the number of groups with a score.
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
--   - >-
--     A story counts once in a period, however many articles it has there, as the articles of a story
--     do not come independently.
--   - >-
--     The score compares the group's stories of both periods by the exact test of two counts whose
--     rates are as all stories of either (see `count_deviate`). It is divided by sqrt(1 - f), where f
--     is the group's share of all these stories (finite population).
--   - The q_value is adjusted by the procedure of Benjamini and Hochberg, before groups are omitted.
--   - >-
--     The intervals of the means and of mean_change are those of `quality_change`. change and
--     change_share count articles; how far chance goes is said of the shares of stories.
--   - Rows are in order of articles, then previous_articles, most first, then group_key.
-- source: >-
--   Przyborowski and Wilenski 1940, Homogeneity of Results in Testing Samples from Poisson Series,
--   Biometrika 31(3/4); Benjamini and Hochberg 1995, Controlling the False Discovery Rate, JRSS B
--   57(1); Wilson 1927, Probable Inference, JASA 22(158); Cameron and Miller 2015, A Practitioner's
--   Guide to Cluster-Robust Inference, Journal of Human Resources 50(2).
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
placed as materialized (
    select provider_domain, topics, quality, is_now, is_before, item_id, story_id,
    from compared_articles(
        since, until, previous_since, previous_until, topic, provider, tz,
        wanted_category := category, wanted_type := type
    )
    join article_stories using (article_id)
),
compared as (
    select
        unnest(if(by_provider, [provider_domain], list_distinct(topics))) as group_key,
        item_id,
        story_id,
        quality,
        is_now,
        is_before,
    from placed cross join grouping
),
by_story as (
    select
        group_key,
        count(*) filter (is_now) as articles,
        count(*) filter (is_before) as previous_articles,
        count(distinct item_id) filter (is_now) as items,
        count(distinct item_id) filter (is_before) as previous_items,
        (count(quality) filter (is_now))::hugeint as n,
        coalesce(sum(quality) filter (is_now), 0)::hugeint as s,
        (count(quality) filter (is_before))::hugeint as m,
        coalesce(sum(quality) filter (is_before), 0)::hugeint as t,
    from compared
    group by group_key, story_id
),
counted as (
    select
        group_key,
        sum(articles)::bigint as articles,
        sum(previous_articles)::bigint as previous_articles,
        sum(items)::bigint as items,
        sum(previous_items)::bigint as previous_items,
        count(*) filter (articles > 0) as told,
        count(*) filter (previous_articles > 0) as told_before,
        sum(n)::bigint as n,
        sum(s) / nullif(sum(n), 0) as mean,
        story_variance(sum(n), sum(s), sum(n * n), sum(n * s), sum(s * s)) as variance,
        story_freedom(sum(n * n), sum(n * n * n * n)) as freedom,
        sum(m)::bigint as previous_n,
        sum(t) / nullif(sum(m), 0) as previous_mean,
        story_variance(sum(m), sum(t), sum(m * m), sum(m * t), sum(t * t)) as previous_variance,
        story_freedom(sum(m * m), sum(m * m * m * m)) as previous_freedom,
    from by_story
    group by group_key
),
totals as (
    select
        count(distinct story_id) filter (is_now) as all_told,
        count(distinct story_id) filter (is_before) as all_before,
    from placed
),
ranked as (
    select
        *,
        if(articles > 0, rank() over (order by articles desc), null) as rank,
        if(previous_articles > 0, rank() over (order by previous_articles desc), null)
            as previous_rank,
    from counted
),
scored as (
    select
        *,
        (told + told_before) / (all_told + all_before) as portion,
        case
            when all_told = 0 or all_before = 0 or told + told_before < 5 then null
            when portion = 1 then 0
            else count_deviate(told, told + told_before, all_told / (all_told + all_before))
                / sqrt(1 - portion)
        end as deviate,
    from ranked cross join totals
),
judged as (
    select *, two_sided(deviate) as p from scored
),
stepped as (
    select *, step_up(p) as step from judged
),
tested as (
    select
        *,
        q_value(p, step) as q,
        student_reach(freedom) * sqrt(variance) as reach,
        student_reach(previous_freedom) * sqrt(previous_variance) as previous_reach,
        student_reach(welch_freedom(variance, freedom, previous_variance, previous_freedom))
            * sqrt(variance + previous_variance) as reach_of_change,
    from stepped
)
select
    group_key,
    if(by_provider, providers.name, group_key) as name,
    tested.articles,
    previous_articles,
    tested.articles - previous_articles as change,
    (tested.articles - previous_articles) / nullif(previous_articles, 0) as change_share,
    tested.items,
    previous_items,
    n,
    mean,
    mean - reach as mean_low,
    mean + reach as mean_high,
    previous_n,
    previous_mean,
    previous_mean - previous_reach as previous_mean_low,
    previous_mean + previous_reach as previous_mean_high,
    mean - previous_mean as mean_change,
    mean_change - reach_of_change as mean_change_low,
    mean_change + reach_of_change as mean_change_high,
    rank,
    previous_rank,
    previous_rank - rank as rank_change,
    told as stories,
    told_before as previous_stories,
    told / nullif(all_told, 0) as story_share,
    wilson_low(told, all_told) as story_share_low,
    wilson_high(told, all_told) as story_share_high,
    told_before / nullif(all_before, 0) as previous_story_share,
    wilson_low(told_before, all_before) as previous_story_share_low,
    wilson_high(told_before, all_before) as previous_story_share_high,
    deviate as score,
    p as p_value,
    q as q_value,
from tested
cross join grouping
left join providers on by_provider and providers.provider_domain = group_key
where greatest(tested.articles, previous_articles) >= min_articles
order by tested.articles desc, previous_articles desc, group_key;
