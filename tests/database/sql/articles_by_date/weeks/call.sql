-- 28 February 2021 is a Sunday, in the week from Monday the 22nd; the week from 8 March is quiet
from articles_by_date(bucket := 'week')
