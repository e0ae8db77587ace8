-- stories count whole by their first item: it is 2 March in Berlin from 23:00 UTC on the 1st
from lead_choice(since := date '2021-03-02', until := date '2021-03-03', tz := 'Europe/Berlin')
select provider_domain, provider_name, leads, with_better, share, mean_gap, max_gap
