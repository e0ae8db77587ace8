-- the rate is that of the 56 days from 4 January to 28 February: two articles; the third, one day
-- before them, counts among the articles alone
from silent_providers(min_articles := 3)
