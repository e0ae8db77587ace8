-- one row per document at a path
select article_id from documents where path = $path
