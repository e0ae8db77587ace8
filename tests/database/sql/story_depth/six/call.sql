-- a story of 6 items is in the band 6-10
from story_depth()
select depth, stories, items, share, mean_providers, mean_span_hours
