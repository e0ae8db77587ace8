-- one row per topic with enough articles in the period and its baseline together, the strongest rise
-- first, falls last
-- measures articles in the period; baseline, their mean in the eight periods of the same length (on the
-- clock of tz) before it, without those that begin before the day of the first article selected by
-- provider and kind; baseline_periods, how many of the eight are left; ratio, articles by baseline;
-- score, (articles - baseline) / sqrt(baseline + 1): the difference in standard deviations of a Poisson
-- count, with one added to its variance so that rare topics don't leap (ours); baseline, ratio and score
-- are null where no period is left, and come last; equals in score by topic; the period ends with the
-- day of the last article selected where until is not given, and is seven days long where since is not;
-- an article counts once under each of its topics
-- answers: which topics are rising, and which are fading?
create macro topic_momentum(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news', type := null,
    min_articles := 5
) as table
with
selected as (
    select topics, local_at,
    from selected_articles(
        null, null, null, provider, tz, wanted_category := category, wanted_type := type
    )
    where local_at is not null
),
span as (
    select
        min(local_at)::date::timestamp as first_at,
        coalesce(until::timestamp, max(local_at)::date + interval 1 day) as ends,
        coalesce(since::timestamp, ends - interval 7 day) as begins,
        epoch_us(ends) - epoch_us(begins) as width,
    from selected
),
baseline_of as (
    select
        begins,
        ends,
        width,
        greatest(least((epoch_us(begins) - epoch_us(first_at)) // width, 8), 0) as periods,
        make_timestamp(epoch_us(begins) - periods * width) as reaches_to,
    from span
    where width > 0
),
counted as (
    select
        topics,
        count(*) filter (local_at >= begins) as n,
        count(*) filter (local_at < begins) as n_before,
    from selected, baseline_of
    where local_at >= reaches_to and local_at < ends
    group by topics
),
by_topic as (
    select topic_name, sum(n)::bigint as n, sum(n_before)::bigint as n_before,
    from (select n, n_before, unnest(list_distinct(topics)) as topic_name from counted)
    group by topic_name
    having sum(n + n_before) >= min_articles
),
compared as (
    select *, n_before / nullif(periods, 0) as usual,
    from by_topic, baseline_of
)
select
    topic_name as topic,
    n as articles,
    usual as baseline,
    periods as baseline_periods,
    n / nullif(usual, 0) as ratio,
    (n - usual) / sqrt(usual + 1) as score,
from compared
order by score desc nulls last, topic_name;
