-- one is off by 1 and without a reason; a document becomes a head; an overflow; no quality
from heat_consistency()
