-- a single group has no others to compare with
from typical_words(min_stories := 1)
