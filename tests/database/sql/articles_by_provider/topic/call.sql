-- a topic is matched whole and as written: 1 and 5 bear it, so each provider has half
from articles_by_provider(topic := 'AI')
select provider_domain, provider_name, articles, published, published_share, items, share
