-- every whole number from 41 to 60 tells these two apart; the line is the lowest, and the bands between
-- are left out
from publication_by_quality()
