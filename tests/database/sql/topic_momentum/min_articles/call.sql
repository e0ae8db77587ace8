-- AI has five articles in the period and before, Chips four
from topic_momentum(since := date '2021-03-02')
