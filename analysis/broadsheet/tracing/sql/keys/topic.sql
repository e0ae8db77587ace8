-- one row per document with a topic
select article_id from article_topics where topic = $topic
