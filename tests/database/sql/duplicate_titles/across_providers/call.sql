-- the one that only one provider has is left out
from duplicate_titles(across_providers := true)
