-- of five sorted values the percentile p lies at place 4p, counted from 0: for 10 to 50 p10 is at
-- 0.4, 10 + 0.4 * 10 = 14, and p90 at 3.6, 40 + 0.6 * 10 = 46; for the other p90 is 70 + 0.6 * 20
-- = 82
from quality_by_provider()
select provider_domain, provider_name, articles, n, mean, median, p10, p90
