-- a story of 21 items is in the band 21+
from story_depth()
