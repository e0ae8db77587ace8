-- a provider's own repetition is no copy, and who comes after both is one of the earlier
from near_duplicates()
