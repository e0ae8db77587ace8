-- stories of one and of two items
from story_depth()
