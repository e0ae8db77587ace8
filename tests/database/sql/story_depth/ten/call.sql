-- a story of 10 items is in the band 6-10
from story_depth()
