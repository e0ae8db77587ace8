-- a story of one item had no choice
from lead_choice()
select provider_domain, provider_name, leads, with_better, share, mean_gap, max_gap
