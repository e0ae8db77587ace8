-- what came first is left out, and so are dates without a time and other categories
from archive_lateness()
