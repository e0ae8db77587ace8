-- one row per provider and story of a selection (see selected_stories), for stories in which two or
-- more providers take part. A provider takes part with its timed items, and enters with the first
-- of them. Items without a provider, without a time, or with a date alone (see published_precision)
-- are ignored. `lag_us` is the time in microseconds from the first entry of any provider to its own.
-- Of several providers that enter first at the same time each `is_first`, and `first_providers` is
-- their number. `own_items` are the provider's timed items, `all_items` those of all providers.
create macro story_entries(
    since, until, topic, tz, wanted_category := 'news', wanted_type := null
) as table
with
entries as (
    select
        story_items.story_id,
        story_items.provider_domain,
        min(epoch_us(story_items.published_at)) as entered,
        count(*) as own_items,
    from selected_stories(
        since, until, topic, tz, wanted_category := wanted_category, wanted_type := wanted_type
    ) as chosen
    join story_items on story_items.story_id = chosen.story_id
    where chosen.providers > 1
        and story_items.provider_domain is not null
        and published_precision(story_items.published_at) = 'second'
    group by story_items.story_id, story_items.provider_domain
),
opened as (
    select story_id, min(entered) as opened_at, sum(own_items)::bigint as all_items,
    from entries
    group by story_id
    having count(*) > 1
),
timed as (
    select story_id, provider_domain, entered - opened_at as behind, own_items, all_items,
    from entries join opened using (story_id)
),
tied as (
    select story_id, count(*) as first_providers from timed where behind = 0 group by story_id
)
select
    story_id,
    provider_domain,
    behind as lag_us,
    behind = 0 as is_first,
    first_providers,
    own_items,
    all_items,
from timed join tied using (story_id);
