-- one story of four items: two documents, and two that they list, of which one twice; items count
-- when they were published, the story when its first was; 2 March is quiet
from coverage_by_date()
