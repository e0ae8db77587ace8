-- nobody is no provider, and one URL is one item
from duplicate_titles()
