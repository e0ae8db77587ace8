-- asked for however few scored articles, a provider without any has no quality and comes last
from quality_by_provider(min_articles := 0)
