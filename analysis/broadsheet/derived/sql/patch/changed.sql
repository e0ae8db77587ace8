-- one row per document that is new or gone, or of which a row differs in what derived tables are
-- made from. The tables have the rows of those files that one version alone has.
select article_id from (from old_articles except all from new_articles)
union
select article_id from (from new_articles except all from old_articles)
union
select article_id from (from old_related except all from new_related)
union
select article_id from (from new_related except all from old_related);
