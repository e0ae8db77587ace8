-- case, punctuation and blanks don't count; the earlier is the origin, whatever its id; the
-- third is a title of its own
from near_duplicates()
