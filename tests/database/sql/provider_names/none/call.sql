-- nobody is named
from provider_names(only_conflicts := false)
