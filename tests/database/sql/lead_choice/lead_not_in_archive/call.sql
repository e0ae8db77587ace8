-- a document that is known to be no lead says that its story's lead is outside the archive: no choice
from lead_choice()
select provider_domain, provider_name, leads, with_better, share, mean_gap, max_gap
