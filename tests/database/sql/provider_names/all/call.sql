-- names without a conflict too
from provider_names(only_conflicts := false)
