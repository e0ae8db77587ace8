-- a single article holds its topics together
from topic_overlap()
