-- the period limits items, not documents: the first was published in it, though the documents that
-- list it came later; the second's own story begins after
from coverage_by_date(since := date '2021-03-01', until := date '2021-03-03')
