-- articles without a quality lie in no band and have no share; 3 has a quality, but nobody knows
-- whether it was published
from quality_distribution()
