-- grain: one row per band of the number of items in a story, the lowest first
-- theme: coverage
-- question: How deep do stories go?
-- answer: The number of stories of 1, 2, 3-5, 6-10, 11-20 and 21 or more items.
-- example: from story_depth()
-- columns:
--   depth: Number of items in a story, `1`, `2`, `3-5`, `6-10`, `11-20` or `21+`.
--   stories: Stories in the band.
--   items: Items of these stories.
--   share: stories / all stories selected.
--   mean_providers: >-
--     Mean number of distinct providers of a story; items without a provider are ignored.
--   mean_span_hours: Mean hours from a story's first to its last item; undated stories are ignored.
-- adds_up: |-
--   select count(*) as stories, sum(items) as items
--   from selected_stories(since, until, topic, tz, wanted_category := category, wanted_type := type)
-- definitions:
--   - Only bands with stories are rows.
create macro story_depth(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null
) as table
with banded as (
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
)
select
    case lowest
        when 3 then '3-5' when 6 then '6-10' when 11 then '11-20' when 21 then '21+'
        else lowest::varchar
    end as depth,
    count(*) as stories,
    sum(banded.items)::bigint as items,
    count(*) / sum(count(*)) over () as share,
    avg(banded.providers) as mean_providers,
    avg(banded.span_hours) as mean_span_hours,
from banded
group by lowest
order by lowest;
