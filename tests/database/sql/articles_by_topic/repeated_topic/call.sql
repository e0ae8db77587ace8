-- an article that bears a topic twice counts once under it
from articles_by_topic()
select topic, articles, published, published_share, items, share
