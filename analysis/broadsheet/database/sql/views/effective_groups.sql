-- the effective number of providers or topics of a selection (see group_labels): the exponential of
-- Shannon's entropy. It has a 95 % interval. There is no row where there is no label.
-- The entropy is the mean of -ln(p), p being the share of a label's group. So its error is clustered
-- by story, as that of any mean (see story_variance). The interval begins at 1 or above, and is null
-- below one degree of freedom (see story_freedom). Sources: Jost 2006, Entropy and diversity, Oikos
-- 113(2); Basharin 1959, On a Statistical Estimate for the Entropy of a Sequence of Independent Random
-- Variables, Theory of Probability and Its Applications 4(3).
create macro effective_groups(since, until, tz, grouped_by) as table
with
surprising as (
    select
        story_id,
        -ln(count(*) over (partition by group_key) / count(*) over ()) as surprise,
    from group_labels(since, until, tz, grouped_by)
),
by_story as (
    select story_id, count(*) as n, sum(surprise order by surprise) as s,
    from surprising
    group by story_id
),
centered as (
    select
        n,
        s - n * sum(s) over whole / sum(n) over whole as off,
        sum(s) over whole / sum(n) over whole as entropy,
    from by_story
    window whole as (order by n, s rows between unbounded preceding and unbounded following)
),
varied as (
    select
        any_value(entropy) as entropy,
        sqrt(
            sum(off * off order by abs(off)) / nullif(sum(n) * sum(n) - sum(n * n), 0)
        ) as error,
        story_freedom(sum(n * n), sum(n * n * n * n)) as freedom,
    from centered
    having count(*) > 0
),
reached as (
    select *, student_reach(freedom) * error as reach from varied
)
select
    exp(entropy) as effective,
    if(reach is null, null, exp(greatest(entropy - reach, 0))) as effective_low,
    exp(entropy + reach) as effective_high,
from reached;
