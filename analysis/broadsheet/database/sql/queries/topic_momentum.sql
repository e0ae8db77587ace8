-- grain: one row per topic with enough articles, the strongest rise first, falls last
-- theme: change
-- question: Which topics are rising, and which are fading?
-- answer: >-
--   Each topic's articles and share of the stories in the period, against those of the eight periods
--   before, and how likely such a difference is by chance.
-- example: |-
--   from topic_momentum()
--   select topic, articles, baseline, stories, share, baseline_share, score, q_value limit 3
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
--   stories: Stories with an article on the topic in the period.
--   baseline_stories: Mean number of such stories in the baseline's periods; null where there are none.
--   share: stories / all stories with an article in the period.
--   share_low: Lower end of the 95 % interval of share, by Wilson.
--   share_high: Upper end of that interval.
--   baseline_share: The same over the baseline's periods together; null where they have no stories.
--   baseline_share_low: Lower end of the 95 % interval of baseline_share, by Wilson.
--   baseline_share_high: Upper end of that interval.
--   score: >-
--     How unusual the topic's share of the stories is, as a normal deviate, above 0 for a rise; null
--     where the period or the baseline has no stories.
--   p_value: Probability of such a score, either way, if nothing has changed.
--   q_value: p_value, adjusted for the number of topics.
-- definitions:
--   - >-
--     The baseline's periods are the eight of the same length before the period, on the clock of
--     `tz`.
--   - >-
--     Periods that begin before the day of the first article selected by `provider`, `category` and
--     `type` are left out.
--   - >-
--     A story counts once in a period, however many articles it has there: one story is not a rise of
--     its topics.
--   - >-
--     The score compares the topic's stories of the period with those of its baseline together. It is
--     the exact test of two counts whose rates are as all stories of either (see `count_deviate`).
--   - >-
--     It is divided by sqrt(1 - f), where f is the topic's share of all these stories (finite
--     population). It is also divided by the square root of the dispersion, or by 1 if that is more.
--   - >-
--     The dispersion is how much the shares vary from period to period of the baseline. It is the
--     sum, over the topics of the answer, of (stories - expected)² / expected / (1 - share), by its
--     degrees of freedom. For a topic these are the periods with stories less one.
--   - The q_value is adjusted by the procedure of Benjamini and Hochberg.
--   - Topics without a score come last; topics of the same score are in order of name.
--   - An article counts once under each of its topics.
--   - Undated articles do not count.
-- source: >-
--   Przyborowski and Wilenski 1940, Homogeneity of Results in Testing Samples from Poisson Series,
--   Biometrika 31(3/4); McCullagh and Nelder 1989, Generalized Linear Models, section 4.5; Benjamini
--   and Hochberg 1995, Controlling the False Discovery Rate, JRSS B 57(1); Wilson 1927, Probable
--   Inference, JASA 22(158).
create macro topic_momentum(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news', type := null,
    min_articles := 5
) as table
with
selected as (
    select article_id, topics, local_at,
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
placed as materialized (
    select
        topics,
        story_id,
        if(local_at >= begins, 0, (epoch_us(begins) - epoch_us(local_at) - 1) // width + 1)
            as back,
    from selected cross join baseline_of join article_stories using (article_id)
    where local_at >= reaches_to and local_at < ends
),
sizes as (
    select back, count(distinct story_id) as n_told from placed group by back
),
totals as (
    select
        coalesce(sum(n_told) filter (back = 0), 0)::bigint as all_told,
        coalesce(sum(n_told) filter (back > 0), 0)::bigint as all_before,
        count(*) filter (back > 0) as parts,
    from sizes
),
cells as (
    select topic_name, back, count(*) as n, count(distinct story_id) as told,
    from (select back, story_id, unnest(list_distinct(topics)) as topic_name from placed)
    group by topic_name, back
),
by_topic as (
    select
        topic_name,
        coalesce(sum(n) filter (back = 0), 0)::bigint as n,
        coalesce(sum(n) filter (back > 0), 0)::bigint as n_before,
        coalesce(sum(told) filter (back = 0), 0)::bigint as told,
        coalesce(sum(told) filter (back > 0), 0)::bigint as told_before,
        sum(told * told / n_told order by back) filter (back > 0) as squares,
    from cells join sizes using (back)
    group by topic_name
    having sum(n) >= min_articles
),
spread as (
    select
        sum(
            (squares * all_before / told_before - told_before) / (1 - told_before / all_before)
            order by topic_name
        ) / nullif(count(*) * (any_value(parts) - 1), 0) as dispersion,
    from by_topic cross join totals
    where told_before > 0 and told_before < all_before
),
scored as (
    select
        *,
        n_before / nullif(periods, 0) as usual,
        told_before / nullif(periods, 0) as usually_told,
        (told + told_before) / (all_told + all_before) as portion,
        case
            when all_told = 0 or all_before = 0 then null
            when portion = 1 then 0
            else count_deviate(told, told + told_before, all_told / (all_told + all_before))
                / sqrt(greatest(coalesce(dispersion, 1), 1) * (1 - portion))
        end as deviate,
    from by_topic, baseline_of, totals, spread
),
judged as (
    select *, two_sided(deviate) as p from scored
),
stepped as (
    select *, step_up(p) as step from judged
)
select
    topic_name as topic,
    n as articles,
    usual as baseline,
    periods as baseline_periods,
    n / nullif(usual, 0) as ratio,
    told as stories,
    usually_told as baseline_stories,
    told / nullif(all_told, 0) as share,
    wilson_low(told, all_told) as share_low,
    wilson_high(told, all_told) as share_high,
    told_before / nullif(all_before, 0) as baseline_share,
    wilson_low(told_before, all_before) as baseline_share_low,
    wilson_high(told_before, all_before) as baseline_share_high,
    deviate as score,
    p as p_value,
    q_value(p, step) as q_value,
from stepped
order by score desc nulls last, topic_name;
