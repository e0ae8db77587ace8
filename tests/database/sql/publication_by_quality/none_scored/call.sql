-- without an article of known quality there is no band
from publication_by_quality()
