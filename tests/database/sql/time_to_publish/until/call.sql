-- documents of the first day, which may be published later; one was there before
from time_to_publish(until := date '2021-03-02')
select provider_domain, documents, published, share, median_hours, longest_hours
