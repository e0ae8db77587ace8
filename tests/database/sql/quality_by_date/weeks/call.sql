-- London's week from 22 March 2021 ends on Sunday at 23:00 UTC: -10 and 5 lie in it, with a mean
-- of -5/2 and p10 at -10 + 0.1 * 15; the week after is quiet
from quality_by_date(tz := 'Europe/London', bucket := 'week')
select date, articles, n, mean, median, p10, p90
