-- an article counts once under a topic that it states twice; AI and ai are two topics
from articles_by_provider_topic()
