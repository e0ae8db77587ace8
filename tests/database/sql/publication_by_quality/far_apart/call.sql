-- the line is a whole number, wherever numbers end
from publication_by_quality()
