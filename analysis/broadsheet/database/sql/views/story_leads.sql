-- one row per story of a selection (see selected_stories), with the item that leads it. Only items
-- with a document can lead. The lead is an item whose document is published, else one whose
-- document's heat is known and not -1, else one of unknown heat. Where each document has a heat of
-- -1 and none is published, the lead is not in the archive, and the story has no row. Of several
-- such items it is the one of the lowest rank, which is the best. Where an item has several documents, the one of the lowest article_id
-- counts.
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
where articles.published or articles.heat is distinct from -1
group by story_items.story_id;
