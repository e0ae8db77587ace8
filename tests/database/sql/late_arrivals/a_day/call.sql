-- later than a day; one from the future; undated ones and those present do not count
from late_arrivals()
select provider_domain, documents, late, late_share, median_hours, longest_hours
