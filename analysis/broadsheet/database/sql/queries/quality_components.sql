-- grain: one row per component of quality, provider, then topic, then the rest
-- theme: quality
-- question: How much of quality is provider, topic or noise?
-- answer: The parts of the variance of quality that providers and topics explain, and the rest.
-- example: from quality_components()
-- columns:
--   component: "`provider`, `topic` or `rest`."
--   groups: Providers or topics; the articles for the rest.
--   variance: Variance of quality between these groups, or within both for the rest.
--   deviation: Square root of variance, in points of quality.
--   share: variance / sum of the three; null where that is 0.
--   low: Lower end of the 95 % interval of share; null where there are fewer than 20 stories.
--   high: Upper end of that interval.
-- definitions:
--   - >-
--     The quality of an article is the overall mean, plus an effect of its provider, one of its first
--     topic, and a rest. All three vary at random.
--   - Articles without a quality score, a provider or a topic are left out.
--   - >-
--     The variances are those of Henderson's method 1, which compares sums of squares with what is to
--     expect of them, whatever the number of articles in each group.
--   - A negative variance is 0.
--   - >-
--     Variances are null where providers and topics can't be told apart: a topic has but one provider
--     each, or a provider but one topic.
--   - >-
--     The interval is that of a jackknife. The stories are dealt out to 20 groups, in order of their
--     first publication, then of their head's url. Each group is left out once. It is share ± 2.093
--     standard errors, within 0 and 1.
-- source: >-
--   Henderson 1953, Estimation of Variance and Covariance Components, Biometrics 9(2); Searle,
--   Casella and McCulloch 1992, Variance Components, ch. 5; Efron and Tibshirani 1993, An Introduction
--   to the Bootstrap, ch. 11.
create macro quality_components(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null
) as table
with
scored as materialized (
    select article_id, provider_domain as one, topics[1] as other, quality::double as y,
    from selected_articles(
        since, until, topic, null, tz, wanted_category := category, wanted_type := type
    )
    where quality is not null and provider_domain is not null and len(topics) > 0
),
told as (
    select scored.*, stories.head_item_id, stories.first_published_at, heads.url,
    from scored
    join mentions on mentions.article_id = scored.article_id and mentions.position = 0
    join story_items using (item_id)
    join stories using (story_id)
    join items as heads on heads.item_id = stories.head_item_id
),
dealt as (
    select
        one,
        other,
        y,
        dense_rank() over (
            order by first_published_at nulls last, url nulls last, head_item_id
        ) as place,
    from told
),
by_fold as (
    select place % 20 as fold, one, other, count(*) as n, sum(y) as s, sum(y * y) as ss,
    from dealt group by fold, one, other
),
cells as materialized (
    select left_out, one, other, sum(n) as n, sum(s) as s, sum(ss) as ss,
    from by_fold
    join (select unnest(range(-1, 20)) as left_out) on fold <> left_out
    where left_out = -1 or (select count(distinct fold) from by_fold) = 20
    group by left_out, one, other
),
by_one as (
    select left_out, one, sum(n) as n, sum(s) as s, sum(n * n) as nn, from cells
    group by left_out, one
),
by_other as (
    select left_out, other, sum(n) as n, sum(s) as s, sum(n * n) as nn, from cells
    group by left_out, other
),
of_ones as (
    select
        left_out,
        count(*) as levels,
        sum(s * s / n) as squares,
        sum(nn / n) as crossed,
        sum(n * n) / sum(n) as own,
    from by_one group by left_out
),
of_others as (
    select
        left_out,
        count(*) as levels,
        sum(s * s / n) as squares,
        sum(nn / n) as crossed,
        sum(n * n) / sum(n) as own,
    from by_other group by left_out
),
of_all as (
    select left_out, sum(n) as n, sum(ss) as total, sum(s) * sum(s) / sum(n) as of_mean,
    from cells group by left_out
),
sums as (
    select
        of_all.left_out,
        n,
        of_ones.levels as ones,
        of_others.levels as others,
        (n - of_ones.own) / nullif(n - of_others.crossed, 0) as weight_one,
        (n - of_others.own) / nullif(n - of_ones.crossed, 0) as weight_other,
        n - of_ones.crossed as left_of_one,
        n - of_others.crossed as left_of_other,
        total - of_ones.squares as within_ones,
        total - of_others.squares as within_others,
        total - of_mean as around_mean,
    from of_all join of_ones using (left_out) join of_others using (left_out)
),
within as (
    select
        *,
        (around_mean - weight_one * within_others - weight_other * within_ones) / nullif(
            n - 1 - weight_one * (n - others) - weight_other * (n - ones), 0
        ) as rest,
    from sums
),
parts as (
    select
        left_out,
        unnest([
            {
                'part': 'provider', 'place': 1, 'size': ones,
                'found': (within_others - (n - others) * rest) / left_of_other,
            },
            {
                'part': 'topic', 'place': 2, 'size': others,
                'found': (within_ones - (n - ones) * rest) / left_of_one,
            },
            {'part': 'rest', 'place': 3, 'size': n, 'found': rest},
        ], recursive := true),
    from within
),
shares as (
    select
        *,
        if(found <= 0, 0, found) as kept,
        kept / nullif(sum(kept) over (partition by left_out), 0) as portion,
    from parts
),
widths as (
    select place, sqrt(19 * var_pop(portion)) as error, count(portion) as n_folds,
    from shares where left_out >= 0 group by place
)
select
    part as component,
    size::bigint as groups,
    kept as variance,
    sqrt(kept) as deviation,
    portion as share,
    if(n_folds = 20, greatest(portion - 2.093024054408263 * error, 0), null) as low,
    if(n_folds = 20, least(portion + 2.093024054408263 * error, 1), null) as high,
from shares left join widths using (place)
where left_out = -1
order by place;
