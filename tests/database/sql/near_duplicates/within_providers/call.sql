-- with across_providers off it is one, of the lower number at the same time
from near_duplicates(across_providers := false)
