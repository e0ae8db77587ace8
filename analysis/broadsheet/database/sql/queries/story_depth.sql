-- grain: one row per band of the number of items in a story, the lowest first
-- theme: coverage
-- question: How deep do stories go?
-- answer: The number of stories of 1, 2, 3-5, 6-10, 11-20 and 21 or more items.
-- example: |-
--   from story_depth()
--   select depth, stories, items, share, share_low, share_high, mean_providers
-- columns:
--   depth: Number of items in a story, `1`, `2`, `3-5`, `6-10`, `11-20` or `21+`.
--   stories: Stories in the band.
--   items: Items of these stories.
--   share: stories / all stories selected.
--   share_low: Lower end of the 95 % interval of share, by Wilson.
--   share_high: Upper end of that interval.
--   mean_providers: >-
--     Mean number of distinct providers of a story; items without a provider are ignored.
--   mean_providers_low: >-
--     Lower end of the 95 % interval of mean_providers, by Student's t, 0 at least; null for a single
--     story.
--   mean_providers_high: Upper end of that interval.
--   mean_span_hours: Mean hours from a story's first to its last item; undated stories are ignored.
--   mean_span_hours_low: >-
--     Lower end of the 95 % interval of mean_span_hours, by Student's t, 0 at least; null for a
--     single dated story.
--   mean_span_hours_high: Upper end of that interval.
-- adds_up: |-
--   select count(*) as stories, sum(items) as items
--   from selected_stories(since, until, topic, tz, wanted_category := category, wanted_type := type)
-- definitions:
--   - Only bands with stories are rows.
-- source: Wilson 1927, Probable Inference, JASA 22(158).
create macro story_depth(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null
) as table
with
banded as (
    select
        case
            when items <= 2 then items
            when items <= 5 then 3
            when items <= 10 then 6
            when items <= 20 then 11
            else 21
        end as lowest,
        items,
        providers,
        span_hours,
    from selected_stories(since, until, topic, tz, wanted_category := category, wanted_type := type)
),
measured as (
    select
        lowest,
        count(*) as stories,
        sum(items)::bigint as items,
        sum(count(*)) over () as all_stories,
        count(*) / sum(count(*)) over () as share,
        avg(providers) as mean_providers,
        mean_reach(var_samp(providers order by providers), count(*)) as reach_of_providers,
        avg(span_hours) as mean_span_hours,
        mean_reach(var_samp(span_hours order by span_hours), count(span_hours)) as reach_of_span,
    from banded
    group by lowest
)
select
    case lowest
        when 3 then '3-5' when 6 then '6-10' when 11 then '11-20' when 21 then '21+'
        else lowest::varchar
    end as depth,
    stories,
    items,
    share,
    wilson_low(stories, all_stories) as share_low,
    wilson_high(stories, all_stories) as share_high,
    mean_providers,
    if(reach_of_providers is null, null, greatest(mean_providers - reach_of_providers, 0))
        as mean_providers_low,
    mean_providers + reach_of_providers as mean_providers_high,
    mean_span_hours,
    if(reach_of_span is null, null, greatest(mean_span_hours - reach_of_span, 0))
        as mean_span_hours_low,
    mean_span_hours + reach_of_span as mean_span_hours_high,
from measured
order by lowest;
