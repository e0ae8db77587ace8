-- a domain without a name and a name without a domain say nothing; items without a URL are all
-- distinct
from provider_names(only_conflicts := false)
