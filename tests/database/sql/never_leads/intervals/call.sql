-- two.example has the best item of 2 of its 3 stories, and leads none
from never_leads()
select provider_domain, best, stories, share, share_low, share_high
