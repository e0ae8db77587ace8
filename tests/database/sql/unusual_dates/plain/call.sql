-- eight stories on a Monday of two in each of eight weeks: 1/9 of 24 are expected; no other day is
-- compared, as the archive ends with it
from unusual_dates(since := date '2021-03-08', until := date '2021-03-10')
