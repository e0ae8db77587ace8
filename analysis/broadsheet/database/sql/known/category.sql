-- one row per category, with those that queries know in every lake
select category from articles union values ('any'), ('news');
