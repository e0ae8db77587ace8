-- gaps of 4 and 5 have the mean 9/2, and its variance is 1/4, with 1 degree of freedom
from lead_choice_matrix()
select lead_domain, best_domain, mean_gap, mean_gap_low, mean_gap_high
