-- equals stand in order of domains, then of topics
from articles_by_provider_topic()
