-- half past ten at night UTC is the 29th in Berlin, since clocks have gone forward the day before
from topic_overlap(since := date '2021-03-29', tz := 'Europe/Berlin')
