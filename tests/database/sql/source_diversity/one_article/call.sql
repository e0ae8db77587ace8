-- a single article is one voice
from source_diversity()
