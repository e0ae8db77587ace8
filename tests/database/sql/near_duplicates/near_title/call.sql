-- of ten words one is another: 2 * 9 / (10 + 10) is 0.9, and enough; another number, or two other
-- words, is not
from near_duplicates()
