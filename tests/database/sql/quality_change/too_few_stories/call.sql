-- a story of two articles and one of one are as good as 9/5 stories: too few for an interval
from quality_change(since := date '2021-03-02', until := date '2021-03-03')
