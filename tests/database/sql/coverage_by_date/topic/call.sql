-- the listed item has a document, but none of this topic, so it is only related; the story begins
-- on the 2nd
from coverage_by_date(topic := 'AI')
