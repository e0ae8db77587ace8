-- a story of 20 items is in the band 11-20
from story_depth()
select depth, stories, items, share, mean_providers, mean_span_hours
