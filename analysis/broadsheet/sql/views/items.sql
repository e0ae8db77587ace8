-- one row per distinct item, article or related, by url;
-- title, provider and time are those of its own document where it has one, else of one that lists it
-- (the lowest article_id); quality is the best known; in_articles counts documents, as_lead those
-- whose own item it is, as_related those that list it as related
create view items as
with gathered as (
    select
        arg_min(mentions, (position > 0, article_id, position)) as first_mention,
        max(quality) as quality,
        count(distinct article_id) as in_articles,
        count(distinct article_id) filter (position = 0) as as_lead,
        count(distinct article_id) filter (position > 0) as as_related,
    from mentions
    group by item_key
)
select
    first_mention.url,
    first_mention.title,
    first_mention.provider_domain,
    first_mention.provider_name,
    first_mention.published_at,
    quality,
    in_articles,
    as_lead,
    as_related,
from gathered;
