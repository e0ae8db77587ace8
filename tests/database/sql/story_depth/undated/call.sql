-- a story without times stands aside in the mean span
from story_depth()
