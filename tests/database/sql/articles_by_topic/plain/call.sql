-- of four articles two are about AI, one of them also about chips, and one has no topic; with it
-- the shares are of four
from articles_by_topic()
select topic, articles, published, published_share, items, share
