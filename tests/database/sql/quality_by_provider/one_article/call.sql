-- a single value is its own mean, median and percentiles
from quality_by_provider(min_articles := 1)
