-- two of one.example's leads are enough, the one of two.example is not
from lead_choice(min_stories := 2)
select provider_domain, provider_name, leads, with_better, share, mean_gap, max_gap
