-- seven articles of one story count once: AI has 1 of 2 stories, as before 2 of 4
from topic_momentum(since := date '2021-03-02', min_articles := 1)
