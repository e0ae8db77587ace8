-- from Wednesday 3 to Tuesday 9 March (excluded) two weeks are touched, neither of them whole
from articles_by_date(
    since := date '2021-03-03', until := date '2021-03-09', bucket := 'week'
)
