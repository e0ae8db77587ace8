-- one row per story that is not taken, and of which an item is linked to one of a taken story: both
-- are parts of one component, which spans more than fourteen days. See links.
with documents as (
    select distinct old_mentions.article_id
    from old_mentions
    join old_story_items using (item_id)
    semi join reached using (story_id)
),
mentioned as (
    select old_mentions.article_id, position, story_id, published_at
    from old_mentions
    semi join documents using (article_id)
    join old_story_items using (item_id)
),
pairs as (
    select own.story_id as one, listed.story_id as other
    from mentioned as own
    join mentioned as listed using (article_id)
    where own.position = 0
        and own.story_id <> listed.story_id
        and (
            own.published_at is null
            or listed.published_at is null
            or abs(epoch(own.published_at) - epoch(listed.published_at)) <= 7 * 86400
        )
)
select other as story_id from pairs semi join reached on reached.story_id = one
union
select one from pairs semi join reached on reached.story_id = other
except
from taken;
