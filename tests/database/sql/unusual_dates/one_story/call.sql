-- eight articles of one story are one story, no more than the two that are usual
from unusual_dates(since := date '2021-03-08', until := date '2021-03-09')
