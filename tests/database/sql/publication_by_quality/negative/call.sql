-- bands of 10 below zero too: -11 lies in -20 to -10, -10 in the next
from publication_by_quality(band := 10)
