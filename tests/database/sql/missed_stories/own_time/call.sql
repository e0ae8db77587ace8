-- one.example has its last item on the day before the third story, so it can miss nothing
from missed_stories(min_peers := 2, min_stories := 2)
