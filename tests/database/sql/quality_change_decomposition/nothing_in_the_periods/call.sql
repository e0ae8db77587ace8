-- without a scored article in either period there is nothing to split
from quality_change_decomposition(since := date '2021-03-02', until := date '2021-03-03')
