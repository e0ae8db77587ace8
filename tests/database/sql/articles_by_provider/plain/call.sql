-- two of one.example's three scored articles are published: 2/3; it has three of the four articles
from articles_by_provider()
select provider_domain, provider_name, articles, published, published_share, items, share
