-- two stories began on 2 March in Berlin: a span of none, and of 31 minutes
from story_depth(since := date '2021-03-02', until := date '2021-03-03', tz := 'Europe/Berlin')
select depth, stories, items, share, mean_providers, mean_span_hours
