-- one row per item of the stories to make again, with its story, of which the items are the same.
select item_id, story_id as component,
from old_story_items semi join renewed_stories using (story_id);
