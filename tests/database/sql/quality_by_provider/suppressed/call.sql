-- fewer than five scored articles are too few, however many articles there are
from quality_by_provider()
select provider_domain, provider_name, articles, n, mean, median, p10, p90
