-- a single unpublished article is everything there is, and none of it published
from articles_by_provider()
