-- a lead without a quality, or without another scored item, had no choice
from lead_choice()
select provider_domain, provider_name, leads, with_better, share, mean_gap, max_gap
