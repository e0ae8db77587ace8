-- Berlin's 28 March has 23 hours: half past eleven at night UTC is in it on the day before, half past
-- ten on the day itself is not
from coverage_by_date(tz := 'Europe/Berlin')
