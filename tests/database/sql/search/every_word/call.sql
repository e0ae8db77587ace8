-- only the first article has both words; the second has a longer word
from search('quantum chip') select place, title
