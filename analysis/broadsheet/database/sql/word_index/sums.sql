-- one row: the number of articles of `file_articles`, and their length in bytes.
select count(*) as n, coalesce(sum(search_bytes(title, excerpt, body)), 0)::bigint as bytes,
from file_articles
