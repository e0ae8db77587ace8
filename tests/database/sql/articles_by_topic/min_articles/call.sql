-- chips are left out; the share stays one of all four articles
from articles_by_topic(min_articles := 2)
select topic, articles, published, published_share, items, share
