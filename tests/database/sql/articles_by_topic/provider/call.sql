-- a provider is its domain, in whatever case it is asked for; the share is of its articles
from articles_by_topic(provider := 'ONE.example')
select topic, articles, published, published_share, items, share
