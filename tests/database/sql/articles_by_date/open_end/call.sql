-- a period without an end ends on the day of the last article
from articles_by_date(since := date '2021-03-01')
