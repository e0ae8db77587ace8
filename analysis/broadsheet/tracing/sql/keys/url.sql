-- one row per document of an item, or that lists it
select mentions.article_id from mentions join items using (item_id) where items.url = $url
