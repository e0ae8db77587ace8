-- the archive was kept from 15 March on: what is older came with its first documents
select date, articles, baseline, baseline_days, verdict
from gaps(since := date '2021-03-22', until := date '2021-03-30', only_gaps := false)
where isodow(date) = 1
