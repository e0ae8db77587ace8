-- a document of quality 39 lists items of 59 and 39: it leads, 20 below the best
from lead_choice()
select provider_domain, provider_name, leads, with_better, share, mean_gap, max_gap
