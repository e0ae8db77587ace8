-- one row per article and word that it has, for the files that have an index, with the columns of
-- search_postings. There is none here; a connection to a lake with an index reads the index in its
-- place.
create macro indexed_words() as table
select
    null::varchar as term,
    null::bigint as article_id,
    null::integer as in_title,
    null::integer as in_text,
    null::bigint as bytes,
where false;
