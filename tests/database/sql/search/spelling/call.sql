-- accents, case, apostrophes and tags between do not matter; a tag is no word
from search('cafe l été') select place, title
