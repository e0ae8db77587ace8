-- who has the only article is not silent on the day of it
from silent_providers(min_articles := 1)
