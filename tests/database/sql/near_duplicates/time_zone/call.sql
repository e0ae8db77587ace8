-- the second's document is of 2 March in Berlin, and so not selected
from near_duplicates(until := date '2021-03-02', tz := 'Europe/Berlin')
