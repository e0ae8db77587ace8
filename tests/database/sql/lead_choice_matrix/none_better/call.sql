-- where the lead is as good as any there is no row
from lead_choice_matrix()
select lead_domain, lead_name, best_domain, best_name, stories, mean_gap
