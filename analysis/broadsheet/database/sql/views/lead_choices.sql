-- one row per story of a selection that has a choice: its lead (see story_leads) is scored, and at
-- least one more of its items is. The row has provider and quality of the lead, and of the best
-- item, which is the story's head. `gap` is best_quality - lead_quality, 0 where no item is better.
create macro lead_choices(
    since, until, topic, tz, wanted_category := 'news', wanted_type := null
) as table
select
    stories.story_id,
    lead_item.provider_domain as lead_domain,
    lead_item.quality as lead_quality,
    best.provider_domain as best_domain,
    best.quality as best_quality,
    best.quality - lead_item.quality as gap,
from story_leads(
    since, until, topic, tz, wanted_category := wanted_category, wanted_type := wanted_type
) as led
join stories on stories.story_id = led.story_id and stories.items > 1
join story_items as lead_item on lead_item.item_id = led.lead_item_id
join story_items as best on best.item_id = stories.head_item_id
join story_items as second on second.story_id = led.story_id and second.rank = 2
where lead_item.quality is not null and second.quality is not null;
