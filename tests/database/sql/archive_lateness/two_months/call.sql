-- what came first is left out, and so are dates without a time and other categories
from archive_lateness()
select date, documents, late, late_share, median_hours, p90_hours, longest_hours
