-- documents of the first day, whose scores may come later; one was there before
from time_to_score(until := date '2021-03-02')
select provider_domain, documents, scored, share, median_hours, longest_hours
