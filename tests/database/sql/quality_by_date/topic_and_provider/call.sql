-- both must match, and the days reach from the first to the last match
from quality_by_date(topic := 'AI', provider := 'one.example')
select date, articles, n, mean, median, p10, p90
