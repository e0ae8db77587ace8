-- two documents of one URL are two articles and one item, counted for each provider by itself
from articles_by_provider()
select provider_domain, provider_name, articles, published, published_share, items, share
