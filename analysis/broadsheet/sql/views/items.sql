-- one row per distinct item, article or related, by url;
-- title, provider and time are the item's own document's where it has one, else those of its first
-- mention; quality is the best known; in_articles counts documents, as_lead those whose own item it
-- is, as_related those that list it as related
create view items as
select
    any_value(url) as url,
    arg_min(title, (position > 0, article_id, position)) as title,
    arg_min(provider_domain, (position > 0, article_id, position)) as provider_domain,
    arg_min(provider_name, (position > 0, article_id, position)) as provider_name,
    arg_min(published_at, (position > 0, article_id, position)) as published_at,
    max(quality) as quality,
    count(distinct article_id) as in_articles,
    count(distinct article_id) filter (position = 0) as as_lead,
    count(distinct article_id) filter (position > 0) as as_related,
from mentions
group by item_key;
