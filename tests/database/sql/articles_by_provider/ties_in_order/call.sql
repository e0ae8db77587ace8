-- providers of equally many articles stand in alphabetical order of their domains
from articles_by_provider()
select provider_domain, provider_name, articles, published, published_share, items, share
