-- by month; a word of fewer stories is not compared
from typical_words(by := 'month', min_stories := 1, prior := 4) select name, word, stories, other_stories
