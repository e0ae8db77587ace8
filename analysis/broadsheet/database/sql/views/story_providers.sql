-- one row per provider and story of a selection (see selected_stories), with the number of its items
-- in the story. `timed_items` are those of which a time is known, not only a date (see
-- published_precision); `entered` is the first of their times in microseconds, null where there is
-- none. Items without a provider are ignored.
create macro story_providers(
    since, until, topic, tz, wanted_category := 'news', wanted_type := null
) as table
with placed as (
    select
        story_items.story_id,
        story_items.provider_domain,
        if(
            published_precision(story_items.published_at) = 'second',
            epoch_us(story_items.published_at), null
        ) as moment,
    from selected_stories(
        since, until, topic, tz, wanted_category := wanted_category, wanted_type := wanted_type
    ) as chosen
    join story_items on story_items.story_id = chosen.story_id
    where story_items.provider_domain is not null
)
select
    story_id,
    provider_domain,
    count(*) as own_items,
    count(moment) as timed_items,
    min(moment) as entered,
from placed
group by story_id, provider_domain;
