-- a provider with one story has a mean, and nothing says how much of it is chance: each place is open
from quality_ranks(min_articles := 2)
