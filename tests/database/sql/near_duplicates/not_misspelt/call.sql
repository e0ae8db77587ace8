-- two words that other titles have, too, are two words; titles of three words are too short, as are
-- words of four letters; two edits are too many for a word of seven letters
from near_duplicates()
