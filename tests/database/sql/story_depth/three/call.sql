-- a story of 3 items is in the band 3-5
from story_depth()
select depth, stories, items, share, mean_providers, mean_span_hours
