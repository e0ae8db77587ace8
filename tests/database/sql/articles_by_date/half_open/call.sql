-- the first microsecond of since is in, the first of until is out
from articles_by_date(since := date '2021-03-01', until := date '2021-03-03')
