-- a single article fills a single band
from quality_distribution()
