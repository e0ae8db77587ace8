-- an item that is equally good is no better, so there is no gap
from lead_choice()
select provider_domain, provider_name, leads, with_better, share, mean_gap, max_gap
