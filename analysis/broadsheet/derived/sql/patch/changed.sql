-- one row per document that is new or gone, or of which a row differs in what derived tables are
-- made from. The tables have the rows of those files that one version alone has. Rows are compared
-- by a hash of 64 bits, each with those of its own document.
with said as (
    select article_id, hash(old_articles) as row_hash, -1 as side from old_articles
    union all
    select article_id, hash(new_articles), 1 from new_articles
    union all
    select article_id, hash(old_related), -1 from old_related
    union all
    select article_id, hash(new_related), 1 from new_related
),
differing as (
    select article_id from said group by article_id, row_hash having sum(side) <> 0
)
select distinct article_id from differing;
