-- topics of equally many articles stand in alphabetical order
from articles_by_topic()
select topic, articles, published, published_share, items, share
