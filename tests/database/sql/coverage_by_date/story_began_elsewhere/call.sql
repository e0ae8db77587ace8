-- the story began on 1 March with a document of another topic that lists this one: a story's first
-- item is that of the whole lake
from coverage_by_date(topic := 'AI')
