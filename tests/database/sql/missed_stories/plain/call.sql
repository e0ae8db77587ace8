-- one.example shares two stories with each of its two peers, and is not in the third story
from missed_stories(min_peers := 2, min_stories := 2)
