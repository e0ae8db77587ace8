-- grain: one row per topic, most articles first
-- theme: volume
-- question: What is written about, and what of it gets through?
-- answer: The number of articles, published articles and distinct items of each topic.
-- example: |-
--   from articles_by_topic()
--   select topic, articles, published, items, share, share_low, share_high limit 3
-- columns:
--   topic: Topic.
--   articles: Articles with the topic.
--   published: Articles that are published.
--   published_share: published / articles known to be published or not; null where none is known.
--   published_share_low: >-
--     Lower end of the 95 % interval of published_share; null where the stories are too few.
--   published_share_high: Upper end of that interval.
--   items: Distinct items.
--   share: articles / all articles selected, those without a topic included.
--   share_low: Lower end of the 95 % interval of share; null where the stories are too few.
--   share_high: Upper end of that interval.
-- adds_up: |-
--   select
--       sum(len(list_distinct(topics))) as articles,
--       sum(len(list_distinct(topics))) filter (published) as published,
--   from selected_articles(
--       since, until, null, provider, tz, wanted_category := category, wanted_type := type
--   )
-- definitions:
--   - An article counts once under each of its topics, so the shares can add up to more than 1.
--   - Rows with the same number of articles are in order of topic.
--   - Articles with the same URL are one item; an article without a URL is an item of its own.
--   - >-
--     The articles of a story do not come independently, so the intervals are clustered by story. They
--     are Wilson's, of the articles that `story_size` counts.
-- source: >-
--   Wilson 1927, Probable Inference, JASA 22(158); Korn and Graubard 1998, Confidence Intervals for
--   Proportions with Small Expected Number of Positive Counts Estimated from Survey Data, Survey
--   Methodology 24(2).
create macro articles_by_topic(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news', type := null,
    min_articles := 1
) as table
with
placed as materialized (
    select
        list_distinct(topics) as names,
        story_id,
        repeated_items.item_id,
        published,
    from selected_articles(
        since, until, null, provider, tz, wanted_category := category, wanted_type := type
    )
    join article_stories using (article_id)
    left join repeated_items using (article_id)
),
labeled as (
    select unnest(names) as topic_name, story_id, item_id, published from placed
),
by_story as (
    select story_id, count(*)::hugeint as m from placed group by story_id
),
whole as (
    select sum(m) as all_m, sum(m * m) as mm, sum(m * m * m * m) as mmmm from by_story
),
parts as (
    select
        topic_name,
        story_id,
        count(*)::hugeint as n,
        count(published)::hugeint as k,
        (count(*) filter (published))::hugeint as p,
        count(*) - count(item_id) + count(distinct item_id) as n_items,
    from labeled
    group by topic_name, story_id
),
summed as (
    select
        topic_name,
        sum(n) as n,
        sum(k) as k,
        sum(p) as p,
        sum(n_items) as n_items,
        any_value(all_m) as all_m,
        story_size(
            any_value(all_m), sum(n), any_value(mm), sum(m * n), sum(n * n), any_value(mmmm)
        ) as size,
        story_size(
            sum(k), sum(p), sum(k * k), sum(k * p), sum(p * p), sum(k * k * k * k)
        ) as known_size,
    from parts join by_story using (story_id) cross join whole
    group by topic_name
    having sum(n) >= min_articles
)
select
    topic_name as topic,
    n::bigint as articles,
    p::bigint as published,
    p / nullif(k, 0) as published_share,
    wilson_low(p / k * known_size, known_size) as published_share_low,
    wilson_high(p / k * known_size, known_size) as published_share_high,
    n_items::bigint as items,
    n / all_m as share,
    wilson_low(n / all_m * size, size) as share_low,
    wilson_high(n / all_m * size, size) as share_high,
from summed
order by articles desc, topic_name;
