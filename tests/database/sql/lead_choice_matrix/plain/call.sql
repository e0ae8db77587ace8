-- one.example led where two.example had the better item
from lead_choice_matrix()
select lead_domain, lead_name, best_domain, best_name, stories, mean_gap
