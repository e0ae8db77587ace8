-- grain: one row per topic with enough articles, the strongest rise first, falls last
-- theme: change
-- question: Which topics are rising, and which are fading?
-- answer: Each topic's articles in the period against their mean in the eight periods before.
-- example: from topic_momentum() limit 3
-- parameters:
--   since: >-
--     Start of the period, included: a date, or a time on the clock of `tz`. Seven days before its
--     end where null.
--   until: >-
--     End of the period, excluded: a date, or a time on the clock of `tz`. The end of the last
--     article's day where null.
--   min_articles: Omit topics with fewer articles in the period and its baseline together.
-- columns:
--   topic: Topic.
--   articles: Articles in the period.
--   baseline: Mean number of articles in the baseline's periods; null where there are none.
--   baseline_periods: Number of the baseline's periods, 0 to 8.
--   ratio: articles / baseline; null where the baseline is 0 or null.
--   score: (articles - baseline) / sqrt(baseline + 1); null where the baseline is.
-- definitions:
--   - >-
--     The baseline's periods are the eight of the same length before the period, on the clock of
--     `tz`.
--   - >-
--     Periods that begin before the day of the first article selected by `provider`, `category` and
--     `type` are left out.
--   - The score is the difference in standard deviations of a Poisson count.
--   - Its variance is the baseline plus one, so that rare topics do not leap; the plus one is ours.
--   - Topics without a score come last; topics of the same score are in order of name.
--   - An article counts once under each of its topics.
--   - Undated articles do not count.
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
