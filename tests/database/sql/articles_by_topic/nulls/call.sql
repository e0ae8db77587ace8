-- unscored articles have no published share; without a URL each is an item of its own; undated
-- ones count
from articles_by_topic()
select topic, articles, published, published_share, items, share
