-- an undated item lies in no period
from coverage_by_date(since := date '2021-03-03')
