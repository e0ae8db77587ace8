-- topics are as written, in the order of code points: capitals first, letters with accents last
from topic_overlap()
