-- one row per file of articles that has an index, with its number of articles and their bytes. There
-- is none here; see indexed_words.
create macro indexed_sums() as table
select null::bigint as n, null::bigint as bytes, where false;
