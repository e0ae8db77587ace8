-- a period has all its days, the quiet ones at its edges too, but not the one at its end
from articles_by_date(since := date '2021-03-01', until := date '2021-03-05')
