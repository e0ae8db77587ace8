-- of equals the first domain comes first
from silent_providers(min_articles := 1)
