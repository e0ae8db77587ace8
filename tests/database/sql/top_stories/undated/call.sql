-- a story without times has no span
from top_stories()
