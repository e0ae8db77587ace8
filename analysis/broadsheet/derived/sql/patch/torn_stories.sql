-- one row per story whose items may be others when a quality changes: a part of a component that
-- spans more than fourteen days. It is linked to an item of another story, or spans as much itself.
with scored as (
    from old_story_items semi join (from renewed_stories where is_scored) using (story_id)
),
documents as (
    select distinct article_id from old_mentions semi join scored using (item_id)
),
mentioned as (
    select old_mentions.article_id, old_mentions.position, item_id, story_id, published_at,
    from old_mentions
    semi join documents on documents.article_id = old_mentions.article_id
    join old_story_items using (item_id)
)
select own.story_id
from mentioned as own join mentioned as listed using (article_id)
where own.position = 0
    and own.story_id <> listed.story_id
    and (
        own.published_at is null
        or listed.published_at is null
        or abs(epoch(own.published_at) - epoch(listed.published_at)) <= 7 * 86400
    )
    and (own.story_id in (select story_id from scored)
        or listed.story_id in (select story_id from scored))
union all
select story_id
from scored
group by story_id
having epoch(max(published_at)) - epoch(min(published_at)) > 14 * 86400;
