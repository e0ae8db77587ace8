-- one row per document of a provider, or that lists an item of it; the provider by its label
with named as (select provider_domain from providers where $provider in (label, name))
select article_id from articles semi join named using (provider_domain)
union
select mentions.article_id
from mentions join items using (item_id)
where items.provider_domain in (from named)
