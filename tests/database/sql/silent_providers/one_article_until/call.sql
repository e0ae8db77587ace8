-- but is so three days later
from silent_providers(until := date '2021-03-05', min_articles := 1)
