-- with any word both are found, the one with both words first
from search('quantum chip', every := false) select place, title
