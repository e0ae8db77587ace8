-- what is left out still counts in the shares of the others
from articles_by_provider_topic(min_articles := 2)
