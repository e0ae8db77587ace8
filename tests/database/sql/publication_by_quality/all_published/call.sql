-- where all are published the line is the lowest quality
from publication_by_quality()
