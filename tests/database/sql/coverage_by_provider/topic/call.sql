-- the topic is the listing document's: of the selected documents the second item has none of its
-- own, though it has one outside
from coverage_by_provider(topic := 'AI')
