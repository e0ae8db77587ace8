-- one row per story that an item of the period's articles is in
from stories
semi join (
    from story_items
    semi join (from mentions semi join period_articles using (article_id)) using (item_id)
) using (story_id)
