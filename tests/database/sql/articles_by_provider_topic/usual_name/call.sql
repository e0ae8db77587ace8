-- a provider of two names stands under the usual one
from articles_by_provider_topic()
