-- of equally good items that are better the first published is the best
from lead_choice_matrix()
select lead_domain, lead_name, best_domain, best_name, stories, mean_gap
