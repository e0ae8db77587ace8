-- a topic that stands twice on an article counts once, and is no pair with itself
from topic_overlap()
