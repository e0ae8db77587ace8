-- two documents of one URL are two articles and one item, counted for each provider by itself
from articles_by_provider()
