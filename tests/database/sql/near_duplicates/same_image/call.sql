-- the first image of a document's own, or of its entry in a list, tells; the third is like the second
-- by its title, so its image tells nothing; the fifth is of the first's own provider, and alike only to
-- the fourth, a copy
from near_duplicates()
