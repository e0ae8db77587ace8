-- where all stories are tied there is no share, no z and no p
from who_follows_whom(min_stories := 1)
