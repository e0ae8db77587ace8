-- a period from the 31st has every month once, the short ones too
from articles_by_date(
    since := date '2021-01-31', until := date '2021-03-31', bucket := 'month'
)
