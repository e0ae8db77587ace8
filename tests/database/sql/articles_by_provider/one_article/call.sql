-- a single unpublished article is everything there is, and none of it published
from articles_by_provider()
select provider_domain, provider_name, articles, published, published_share, items, share
