-- stories count by their first item on the clock of Berlin; gaps of 2 and 10
from lead_choice_matrix(since := date '2021-03-02', until := date '2021-03-03', tz := 'Europe/Berlin')
select lead_domain, lead_name, best_domain, best_name, stories, mean_gap
