-- where nobody is in both periods all is mix: -1 x (40 - 50) and 1 x (60 - 50)
from quality_change_decomposition(since := date '2021-03-02', until := date '2021-03-03')
