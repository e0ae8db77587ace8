-- gaps of 4 and 5 have the mean 9/2, and its variance is 1/4, with 1 degree of freedom; 2 of 3 leads had
-- a better item
from lead_choice()
select
    provider_domain, share, share_low, share_high, mean_gap, mean_gap_low, mean_gap_high
