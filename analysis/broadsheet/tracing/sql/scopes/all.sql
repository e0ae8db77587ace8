-- one row per document
select article_id from documents where article_id is not null
