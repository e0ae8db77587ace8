-- short titles, no titles, and what a provider writes four times tell nothing
from near_duplicates()
