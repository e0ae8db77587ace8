-- half past eleven at night UTC on 28 February is March in Berlin; half past ten at night on 31
-- December is still December there; January and February are quiet
from articles_by_date(tz := 'Europe/Berlin', bucket := 'month')
