-- one row per such document that has the time and the address of another. What else they say, which
-- may have changed, orders the two, and with them their items.
with ours as (
    select article_id, published_at, url from articles semi join mentioning using (article_id)
)
select ours.article_id
from ours
join articles as other
    on other.published_at is not distinct from ours.published_at
    and other.url is not distinct from ours.url
    and other.article_id <> ours.article_id;
