-- a story without times stands aside in the mean span
from story_depth()
select depth, stories, items, share, mean_providers, mean_span_hours
