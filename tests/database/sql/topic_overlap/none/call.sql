-- no article has two topics
from topic_overlap()
