-- one row per story whose items may belong together with touched ones: it has a touched item, or one
-- that a document mentions together with a touched one.
with documents as (
    select article_id from old_mentions semi join touched using (item_id)
    union
    select article_id from changed
)
select distinct story_id
from old_mentions
semi join documents using (article_id)
join old_story_items using (item_id);
