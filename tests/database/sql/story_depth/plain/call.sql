-- stories of one and of two items
from story_depth()
select depth, stories, items, share, mean_providers, mean_span_hours
