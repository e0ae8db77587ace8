-- the interval of 6 of 6 begins at 6 / (6 + 1.96²), that of 0 of 6 ends at 1.96² / (6 + 1.96²)
from first_to_publish()
select provider_domain, share, share_low, share_high
