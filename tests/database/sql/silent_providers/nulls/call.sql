-- an undated article is no sign of life; an article without a domain is no provider's, but a day of
-- the data; a provider may have no name
from silent_providers(min_articles := 1)
