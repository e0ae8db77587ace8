-- who comes or goes is mix alone: 1/2 x (100 - 65) of the new, -1/2 x (80 - 65) of the gone, and
-- nothing of one.example, which stays as it is, make 70 of 60
from quality_change_decomposition(since := date '2021-03-02', until := date '2021-03-03')
