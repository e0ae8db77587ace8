-- one.example is 2 and 4 hours before two.example, and once at the same time; each has one item, so 1 of 2 is expected
from who_follows_whom(min_stories := 3)
