-- the data ends on 4 March, when three.example is there; one.example has two articles on the only day
-- until its last, so six are missed in three days; two.example one in two days, so one is missed in two
from silent_providers(min_articles := 1)
