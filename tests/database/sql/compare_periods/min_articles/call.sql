-- a has two articles in the period before, so it stays; b has at most one, and is left out, though it
-- shares a's rank
from compare_periods(since := date '2021-03-02', until := date '2021-03-03', min_articles := 2)
