-- one row per story of a selection (see selected_stories), with the item that leads it: of the items
-- that have a document those whose document is published, else those whose document's heat is other
-- than -1 and known, else all; among these the one of the lowest rank, so the best; where an item
-- has several documents, the lowest article_id is meant
create macro story_leads(
    since, until, topic, tz, wanted_category := 'news', wanted_type := null
) as table
select
    story_items.story_id,
    arg_min(
        story_items.item_id,
        if(articles.published, 0, if(articles.heat <> -1, 1, 2)) * 4294967296 + story_items.rank
    ) as lead_item_id,
from selected_stories(
    since, until, topic, tz, wanted_category := wanted_category, wanted_type := wanted_type
) as chosen
join story_items on story_items.story_id = chosen.story_id
join articles on articles.article_id = story_items.article_id
group by story_items.story_id;
