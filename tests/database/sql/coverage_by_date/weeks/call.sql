-- 28 February 2021 is a Sunday; the week from 1 March is quiet
from coverage_by_date(bucket := 'week')
