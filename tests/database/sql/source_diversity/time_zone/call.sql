-- Berlin's 28 March has 23 hours, and the first two articles; the related item is on the days of
-- the documents that list it, whenever it was published; undated articles come last
from source_diversity(tz := 'Europe/Berlin', bucket := 'day')
