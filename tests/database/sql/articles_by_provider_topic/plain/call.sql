-- two of one.example's three articles are about AI (2/3), 4 about nothing; of the three about AI two are
-- one.example's (2/3)
from articles_by_provider_topic()
