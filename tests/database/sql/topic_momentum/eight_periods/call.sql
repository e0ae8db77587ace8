-- the ninth day before is out of the baseline
from topic_momentum(since := date '2021-03-10', min_articles := 1)
