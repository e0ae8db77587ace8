-- another name is another story, at the start too: Vellacourt, Pennywharf, Marrowby, Saltmarrow (and
-- Official) are never written in lower case; cutting is, more often than with a capital behind the first
-- word, so the third is near the first; so is the fourth, with two words more: 2 * 12 / (12 + 14)
from near_duplicates()
