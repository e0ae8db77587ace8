-- one row per item of the stories to make again, as it is now.
with members as (
    select item_id from old_story_items semi join renewed_stories using (story_id)
)
from renewed
union all
from old_items semi join members using (item_id) anti join renewed using (item_id);
