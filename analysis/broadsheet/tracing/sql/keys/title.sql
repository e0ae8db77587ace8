-- one row per document of an item with this title, or that lists one
select article_id from articles where title = $title
union
select mentions.article_id from mentions join items using (item_id) where items.title = $title
