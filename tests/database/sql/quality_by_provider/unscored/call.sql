-- unscored articles are articles, but weigh nothing: mean 10/5, not 10/7; a quality of 0 does
-- weigh; p90 at place 3.6 is 0 + 0.6 * 10
from quality_by_provider()
select provider_domain, provider_name, articles, n, mean, median, p10, p90
