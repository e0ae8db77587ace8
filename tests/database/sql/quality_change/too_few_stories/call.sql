-- a story of two articles and one of one have 5² / 17 - 1 degrees of freedom: too few for an interval
from quality_change(since := date '2021-03-02', until := date '2021-03-03')
