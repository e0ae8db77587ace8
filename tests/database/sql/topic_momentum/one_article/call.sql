-- a single article has nothing to rise from
from topic_momentum(min_articles := 1)
