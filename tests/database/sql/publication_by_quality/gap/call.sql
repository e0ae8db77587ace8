-- every whole number from 41 to 60 tells these two apart; the line is 41 to 60, and the bands between
-- are left out
from publication_by_quality()
