-- a topic that was not there before has no ratio, but a score: (3 - 0) / sqrt(0 + 1); an undated
-- article is in no period
from topic_momentum(since := date '2021-03-02', min_articles := 1)
