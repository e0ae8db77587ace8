-- a period without a start starts on the day of the first article
from articles_by_date(until := date '2021-03-04')
