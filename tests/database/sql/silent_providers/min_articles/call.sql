-- four articles are too few to expect more; five are enough
from silent_providers()
