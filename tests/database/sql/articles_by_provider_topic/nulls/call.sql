-- nobody is a provider too, after the named on a tie; without a scored article there is no published
-- share and no mean
from articles_by_provider_topic()
