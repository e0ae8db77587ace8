-- a period that ends on a Monday does not touch the week from that Monday
from articles_by_date(
    since := date '2021-03-01', until := date '2021-03-08', bucket := 'week'
)
