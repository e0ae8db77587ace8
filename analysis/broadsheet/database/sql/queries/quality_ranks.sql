-- grain: one row per provider with enough scored articles, the best mean quality first
-- theme: quality
-- question: Whose articles are better than others', and which places are chance?
-- answer: >-
--   The mean quality of each provider with its interval, its place with the places that chance
--   explains, and the difference from all others.
-- example: |-
--   from quality_ranks()
--   select provider_domain, n, mean, low, high, shrunk, rank, q_value limit 3
-- parameters:
--   min_articles: Omit providers with fewer scored articles.
-- columns:
--   provider_domain: Domain of the provider.
--   provider_name: Usual name of the provider, from the table `providers`.
--   n: Scored articles.
--   stories: Stories of these.
--   mean: Mean quality.
--   low: Lower end of the 95 % interval of mean; null where the stories are too few.
--   high: Upper end of that interval.
--   shrunk: >-
--     The mean, drawn towards that of all providers of the answer, the more the fewer stories it is
--     of; null where no provider has two stories.
--   rank: Place by mean.
--   rank_low: Best place that chance explains.
--   rank_high: Worst place that chance explains.
--   others_mean: Mean quality of all other articles; null where none is scored.
--   difference: mean - others_mean.
--   difference_low: Lower end of the 95 % interval of difference.
--   difference_high: Upper end of that interval.
--   p_value: >-
--     Probability of such a difference, either way, if the provider's articles are as good as others;
--     null where there is no interval, or where the scores don't vary.
--   q_value: p_value, adjusted for the number of providers with one.
-- definitions:
--   - >-
--     The standard error of a mean is clustered by story, as the articles of a story do not come
--     independently. The correction G / (G - 1) has the effective number of stories for G, which is
--     n² / sum(size²).
--   - >-
--     Intervals and p_value are those of Student's t. A mean has sum(size²)² / sum(size⁴) - 1 degrees
--     of freedom, as many as it has stories less one where these are of equal size. Those of the difference
--     follow from both (Welch).
--   - >-
--     Both means count as independent. A story of the provider and of others makes the error of the difference
--     too large rather than too small.
--   - Intervals are null below one degree of freedom.
--   - Others are all scored articles that are not the provider's, also those without a provider.
--   - >-
--     shrunk and the places take all providers to vary as widely from story to story. The variance of
--     a mean is that variance, divided by the effective number of stories.
--   - >-
--     shrunk is the estimate of empirical Bayes. The variance between providers is that of
--     DerSimonian and Laird.
--   - >-
--     rank_low is one more than the providers that are clearly better, rank_high the number of
--     providers less those that are clearly worse. The difference of two means is clear if its
--     probability, times the number of other providers (Bonferroni), is at most 5 %. So the interval
--     contains the true place with a probability of 95 % at least.
--   - Providers with the same mean share the better rank.
--   - The q_value is adjusted by the procedure of Benjamini and Hochberg.
--   - Rows with the same mean are in order of domain.
-- source: >-
--   Cameron and Miller 2015, A Practitioner's Guide to Cluster-Robust Inference, Journal of Human
--   Resources 50(2); Satterthwaite 1946, An Approximate Distribution of Estimates of Variance
--   Components, Biometrics Bulletin 2(6); Welch 1947, The Generalization of Student's Problem When
--   Several Different Population Variances Are Involved, Biometrika 34(1/2); DerSimonian and Laird
--   1986, Meta-Analysis in Clinical Trials, Controlled Clinical Trials 7(3); Morris 1983,
--   Parametric Empirical Bayes Inference, JASA 78(381); Mogstad, Romano, Shaikh and Wilhelm 2024,
--   Inference for Ranks, Review of Economic Studies 91(1); Benjamini and Hochberg 1995,
--   Controlling the False Discovery Rate, JRSS B 57(1).
create macro quality_ranks(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null,
    min_articles := 5
) as table
with
by_story as materialized (
    select
        provider_domain as domain,
        story_id,
        count(*)::hugeint as n,
        sum(quality)::hugeint as s,
    from selected_articles(
        since, until, topic, null, tz, wanted_category := category, wanted_type := type
    )
    join article_stories using (article_id)
    where quality is not null
    group by provider_domain, story_id
),
whole as (
    select
        sum(all_n) as all_n,
        sum(all_s) as all_s,
        sum(all_n * all_n) as all_nn,
        sum(all_n * all_n * all_n * all_n) as all_nnnn,
        sum(all_n * all_s) as all_ns,
        sum(all_s * all_s) as all_ss,
    from (select sum(n) as all_n, sum(s) as all_s from by_story group by story_id)
),
facing as (
    select
        *,
        sum(n) over of_story - n as m,
        sum(s) over of_story - s as t,
    from by_story
    window of_story as (partition by story_id)
),
summed as (
    select
        domain,
        count(*) as told,
        sum(n) as n,
        sum(s) as s,
        sum(n * n) as nn,
        sum(n * n * n * n) as nnnn,
        sum(n * s) as ns,
        sum(s * s) as ss,
        any_value(all_n) - sum(n) as m,
        any_value(all_s) - sum(s) as t,
        any_value(all_nn) - sum(n * (n + 2 * m)) as mm,
        any_value(all_nnnn)
            - sum((n + m) * (n + m) * (n + m) * (n + m) - m * m * m * m) as mmmm,
        any_value(all_ns) - sum(n * s + n * t + m * s) as mt,
        any_value(all_ss) - sum(s * (s + 2 * t)) as tt,
    from facing cross join whole
    where domain is not null
    group by domain
    having sum(n) >= min_articles
),
varied as (
    select
        domain,
        told,
        n,
        nn,
        s / n as own_mean,
        t / nullif(m, 0) as other_mean,
        story_variance(n, s, nn, ns, ss) as variance,
        story_freedom(nn, nnnn) as freedom,
        story_variance(m, t, mm, mt, tt) as other_variance,
        story_freedom(mm, mmmm) as other_freedom,
    from summed
),
compared as (
    select
        *,
        own_mean - other_mean as apart,
        sqrt(variance + other_variance) as error,
        welch_freedom(variance, freedom, other_variance, other_freedom) as both_freedom,
    from varied
),
tested as (
    select
        *,
        student_reach(freedom) * sqrt(variance) as own_reach,
        student_reach(both_freedom) * error as reach,
        two_sided(student_deviate(apart / nullif(error, 0), both_freedom)) as p,
    from compared
),
pooled as (
    select
        sum(variance * n::double ** 2 order by domain)
            / nullif(sum(nn) filter (variance is not null), 0) as steady,
        count(*) as places,
    from tested
),
levelled as (
    select
        *,
        steady * nn / n::double ** 2 as level_variance,
        1 / nullif(level_variance, 0) as weight,
    from tested cross join pooled
),
centered as (
    select
        *,
        sum(weight * own_mean) over all_of_them / sum(weight) over all_of_them as center,
        sum(weight) over all_of_them as weights,
        sum(weight ** 2) over all_of_them as squared_weights,
    from levelled
    window all_of_them as (
        order by domain rows between unbounded preceding and unbounded following
    )
),
scattered as (
    select greatest(
        (sum(weight * (own_mean - center) ** 2 order by domain) - (count(*) - 1))
            / nullif(any_value(weights - squared_weights / weights), 0),
        0
    ) as scatter,
    from centered
),
drawn as (
    select
        levelled.*,
        scatter,
        sum(own_mean / nullif(scatter + level_variance, 0)) over all_of_them
            / sum(1 / nullif(scatter + level_variance, 0)) over all_of_them as center,
    from levelled cross join scattered
    window all_of_them as (
        order by domain rows between unbounded preceding and unbounded following
    )
),
placed as (
    select
        one.domain,
        count(*) filter (other.own_mean > one.own_mean) as better,
        count(*) filter (other.own_mean < one.own_mean) as worse,
    from drawn as one
    join drawn as other on other.domain <> one.domain
        and two_sided(
            (other.own_mean - one.own_mean) / sqrt(one.level_variance + other.level_variance)
        ) * (one.places - 1) <= 0.05
    group by one.domain
),
stepped as (
    select *, rank() over (order by own_mean desc) as place, step_up(p) as step from drawn
)
select
    domain as provider_domain,
    providers.name as provider_name,
    n::bigint as n,
    told as stories,
    own_mean as mean,
    own_mean - own_reach as low,
    own_mean + own_reach as high,
    if(
        level_variance = 0,
        own_mean,
        center + (own_mean - center) * scatter / (scatter + level_variance)
    ) as shrunk,
    place as rank,
    1 + coalesce(better, 0) as rank_low,
    places - coalesce(worse, 0) as rank_high,
    other_mean as others_mean,
    apart as difference,
    apart - reach as difference_low,
    apart + reach as difference_high,
    p as p_value,
    q_value(p, step) as q_value,
from stepped
left join placed using (domain)
left join providers on providers.provider_domain = domain
order by own_mean desc, domain;
