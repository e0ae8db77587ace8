-- two words of ten are others, which is 0.8; the third's title has two in common with neither
from near_duplicates(similarity := 0.8)
