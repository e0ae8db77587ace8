-- a provider of fewer articles is left out, scored or not
from completeness_by_provider(min_articles := 2)
