-- the days of a quiet period are there; a share of no articles at all is unknown, not zero
from articles_by_date(since := date '2021-03-01', until := date '2021-03-03')
