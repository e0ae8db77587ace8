-- one row per document of a provider, or that lists an item of it
select article_id from articles where provider_domain = $provider_domain
union
select mentions.article_id
from mentions join items using (item_id)
where items.provider_domain = $provider_domain
