-- the published document leads, though another of the story is better; heat comes second
from lead_choice()
select provider_domain, provider_name, leads, with_better, share, mean_gap, max_gap
