-- a topic is matched whole and as written: 1 and 5 bear it, so each provider has half
from articles_by_provider(topic := 'AI')
