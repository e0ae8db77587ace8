-- two.example is left out, but its article still counts in the whole of which one.example has 3/4
from articles_by_provider(min_articles := 2)
select provider_domain, provider_name, articles, published, published_share, items, share
