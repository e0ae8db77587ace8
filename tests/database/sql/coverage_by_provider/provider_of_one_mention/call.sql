-- domain and name are of one provider: the second item's own document names one without a domain,
-- so it counts as nobody's, not under the domain of the one who listed it
from coverage_by_provider()
