-- one row per path, of those three that are most like a text
select path from documents order by jaro_winkler_similarity(path, $given) desc, path limit 3;
