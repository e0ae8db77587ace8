-- three days to the second are close, a second more is not; that matches only a copy, and is in no
-- group; nor is what has no time
from near_duplicates()
