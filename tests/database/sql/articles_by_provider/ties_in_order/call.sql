-- providers of equally many articles stand in alphabetical order of their domains
from articles_by_provider()
