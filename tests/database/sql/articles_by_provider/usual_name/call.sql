-- the usual name is the most frequent one; of two equally frequent ones the alphabetically first
-- (One and The One stand twice each, A One once); articles without a name do not vote
from articles_by_provider()
select provider_domain, provider_name, articles, published, published_share, items, share
