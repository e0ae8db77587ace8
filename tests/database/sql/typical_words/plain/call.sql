-- cat is in 2 stories of one.example (the first has it in two articles), dog in 1 of each; odds are twice those of the others for both
from typical_words(min_stories := 1, prior := 4)
