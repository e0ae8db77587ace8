-- one row per type of document
select distinct type from articles;
