-- a story of 11 items is in the band 11-20
from story_depth()
select depth, stories, items, share, mean_providers, mean_span_hours
