-- most items first, after the row for all; equals by topic
from source_diversity()
