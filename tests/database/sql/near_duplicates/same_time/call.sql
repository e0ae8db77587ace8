-- of two items of the same time the one whose address is first by alphabet is the origin, whatever
-- the ids of their documents are
from near_duplicates()
