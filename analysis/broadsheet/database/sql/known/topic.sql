-- one row per topic
select distinct topic from article_topics;
