-- a story of 21 items is in the band 21+
from story_depth()
select depth, stories, items, share, mean_providers, mean_span_hours
