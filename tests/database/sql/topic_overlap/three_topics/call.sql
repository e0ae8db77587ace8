-- three topics make three pairs, each once; equals come by topic
from topic_overlap()
