-- one row per document with a problem of a kind
select article_id from documents semi join (from problems where code = $code) using (archive, path)
