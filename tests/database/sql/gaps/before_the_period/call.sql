-- a day chosen by a time is told whole; its baseline lies before the period, and what comes later
-- changes nothing
from gaps(since := timestamp '2021-03-08 12:00', until := timestamp '2021-03-08 13:00', low := 0.6)
