-- equally many articles stand in alphabetical order of the domains, nobody's last; of two equally
-- frequent names the alphabetically first is the usual one
from completeness_by_provider()
