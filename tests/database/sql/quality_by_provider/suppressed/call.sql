-- fewer than five scored articles are too few, however many articles there are
from quality_by_provider()
