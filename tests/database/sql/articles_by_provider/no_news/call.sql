-- A document without category, provider and date is no news; one of the three makes it news.
from articles_by_provider()
select provider_domain, provider_name, articles, published, published_share, items, share
