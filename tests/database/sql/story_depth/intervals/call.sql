-- of two stories of two items, one has two providers and 2 hours, the other one provider and 3 hours:
-- the means 3/2 and 5/2 have the variance 1/4, with 1 degree of freedom; a single story has no interval
from story_depth()
select
    depth, share, share_low, share_high, mean_providers, mean_providers_low, mean_providers_high,
    mean_span_hours, mean_span_hours_low, mean_span_hours_high
