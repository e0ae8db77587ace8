-- two documents of one URL are two articles and one item; a third without a URL is another item
from articles_by_topic()
select topic, articles, published, published_share, items, share
