-- grain: one row per pair of periods, if either has scored articles
-- theme: change
-- question: Did quality change, or is the difference chance?
-- answer: The mean quality of both periods and its change, each with its interval.
-- example: |-
--   from quality_change(since := date '2021-03-01', until := date '2021-04-01')
--   select n, mean, previous_mean, change, change_low, change_high, p_value
-- parameters:
--   since: >-
--     Start of the period, included: a date, or a time on the clock of `tz`. It must be given.
--   until: >-
--     End of the period, excluded: a date, or a time on the clock of `tz`. It must be given.
-- columns:
--   n: Scored articles in the period.
--   stories: Stories of these.
--   mean: Mean quality of these; null where n is 0.
--   low: Lower end of the 95 % interval of mean; null where the stories are too few.
--   high: Upper end of that interval.
--   previous_n: Scored articles in the period before.
--   previous_stories: Stories of these.
--   previous_mean: Mean quality of these; null where previous_n is 0.
--   previous_low: Lower end of the 95 % interval of previous_mean.
--   previous_high: Upper end of that interval.
--   change: mean - previous_mean.
--   change_low: Lower end of the 95 % interval of change.
--   change_high: Upper end of that interval.
--   p_value: >-
--     Probability of such a change, either way, if nothing has changed; null where there is no
--     interval, or where the scores don't vary.
-- adds_up: |-
--   select
--       count(quality) filter (is_now) as n,
--       count(quality) filter (is_before) as previous_n,
--   from compared_articles(
--       since, until, previous_since, previous_until, topic, provider, tz,
--       wanted_category := category, wanted_type := type
--   )
-- definitions:
--   - >-
--     The standard error of a mean is clustered by story, as the articles of a story do not come
--     independently. The correction G / (G - 1) has the effective number of stories for G, which is
--     n² / sum(size²).
--   - >-
--     Intervals and p_value are those of Student's t. A mean has sum(size²)² / sum(size⁴) - 1 degrees
--     of freedom, as many as it has stories less one where these are of equal size. Those of the change
--     follow from both (Welch).
--   - >-
--     Both means count as independent. A story in both periods makes the error of the change
--     too large rather than too small.
--   - Intervals are null below one degree of freedom.
--   - >-
--     `previous_since` and `previous_until` are derived as in `compare_periods` where they are
--     null.
-- source: >-
--   Cameron and Miller 2015, A Practitioner's Guide to Cluster-Robust Inference, Journal of Human
--   Resources 50(2); Satterthwaite 1946, An Approximate Distribution of Estimates of Variance
--   Components, Biometrics Bulletin 2(6); Welch 1947, The Generalization of Student's Problem When
--   Several Different Population Variances Are Involved, Biometrika 34(1/2).
create macro quality_change(
    since := null, until := null, topic := null, provider := null, tz := 'UTC',
    category := 'news', type := null, previous_since := null, previous_until := null
) as table
with
by_story as (
    select
        (count(*) filter (is_now))::hugeint as n,
        (count(*) filter (is_before))::hugeint as m,
        coalesce(sum(quality) filter (is_now), 0)::hugeint as s,
        coalesce(sum(quality) filter (is_before), 0)::hugeint as t,
    from compared_articles(
        since, until, previous_since, previous_until, topic, provider, tz,
        wanted_category := category, wanted_type := type
    )
    join article_stories using (article_id)
    where quality is not null
    group by story_id
),
varied as (
    select
        sum(n)::bigint as now,
        count(*) filter (n > 0) as told,
        sum(s) / nullif(sum(n), 0) as mean,
        story_variance(sum(n), sum(s), sum(n * n), sum(n * s), sum(s * s)) as variance,
        story_freedom(sum(n * n), sum(n * n * n * n)) as freedom,
        sum(m)::bigint as before,
        count(*) filter (m > 0) as told_before,
        sum(t) / nullif(sum(m), 0) as previous_mean,
        story_variance(sum(m), sum(t), sum(m * m), sum(m * t), sum(t * t)) as previous_variance,
        story_freedom(sum(m * m), sum(m * m * m * m)) as previous_freedom,
    from by_story
    having count(*) > 0
),
compared as (
    select
        *,
        mean - previous_mean as change,
        sqrt(variance + previous_variance) as error,
        welch_freedom(variance, freedom, previous_variance, previous_freedom) as both_freedom,
    from varied
),
reached as (
    select
        *,
        student_reach(freedom) * sqrt(variance) as reach,
        student_reach(previous_freedom) * sqrt(previous_variance) as previous_reach,
        student_reach(both_freedom) * error as both_reach,
    from compared
)
select
    now as n,
    told as stories,
    mean,
    mean - reach as low,
    mean + reach as high,
    before as previous_n,
    told_before as previous_stories,
    previous_mean,
    previous_mean - previous_reach as previous_low,
    previous_mean + previous_reach as previous_high,
    change,
    change - both_reach as change_low,
    change + both_reach as change_high,
    two_sided(student_deviate(change / nullif(error, 0), both_freedom)) as p_value,
from reached;
