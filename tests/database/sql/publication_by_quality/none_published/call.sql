-- where nothing is published the line is one past the highest quality
from publication_by_quality()
