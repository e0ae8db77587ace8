-- what has no quality, or is not known to be published or not, has no part in it
from publication_by_quality()
