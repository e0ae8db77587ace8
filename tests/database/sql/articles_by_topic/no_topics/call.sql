-- articles without a topic stand under none
from articles_by_topic()
select topic, articles, published, published_share, items, share
