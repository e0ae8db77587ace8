-- until 4 March at noon three days are whole; one.example's article of the 5th is not known yet
from silent_providers(until := timestamp '2021-03-04 12:00', min_articles := 1)
