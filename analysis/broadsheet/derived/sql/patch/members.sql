-- one row per item to derive again: touched, or of a taken story.
from touched
union
select item_id from old_story_items semi join taken using (story_id);
