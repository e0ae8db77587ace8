-- without a topic there is no row
from articles_by_provider_topic()
