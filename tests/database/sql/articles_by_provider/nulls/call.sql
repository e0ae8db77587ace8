-- nobody's articles are a row too, after the named on a tie; without any scored article there is
-- no published share; without a URL each article is an item of its own; undated articles count
from articles_by_provider()
select provider_domain, provider_name, articles, published, published_share, items, share
