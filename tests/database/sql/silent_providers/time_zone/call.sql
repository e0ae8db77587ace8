-- in Berlin the first is of 28 March, when clocks go forward, and the second of the 29th
from silent_providers(tz := 'Europe/Berlin', min_articles := 1)
