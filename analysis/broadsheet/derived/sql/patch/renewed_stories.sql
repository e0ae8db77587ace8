-- one row per story with such an item; is_scored is true where the quality of one has changed.
select
    story_id,
    bool_or(renewed.quality is distinct from old_items.quality) as is_scored,
from renewed
join old_items using (item_id)
join old_story_items using (item_id)
group by story_id;
