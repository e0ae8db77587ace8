-- an undated article lies in no period, not even in one with an open end
from articles_by_date(since := date '2021-03-01')
