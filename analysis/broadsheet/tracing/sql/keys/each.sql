-- one row per document of the provider or the topic that a page is of, or that lists an item of it
select article_id from articles where provider_domain = $each or list_contains(topics, $each)
union
select mentions.article_id
from mentions join items using (item_id)
where items.provider_domain = $each
