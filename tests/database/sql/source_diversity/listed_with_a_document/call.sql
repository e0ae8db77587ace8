-- of AI, the second item is a related one; of all, it leads; it is of two topics
from source_diversity()
