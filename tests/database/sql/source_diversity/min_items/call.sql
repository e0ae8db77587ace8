-- Chips has one item, and is left out
from source_diversity(min_items := 2)
