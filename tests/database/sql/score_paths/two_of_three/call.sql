-- two scores on a day are the last; of two that were rescored as often, the lower id
from score_paths(top := 2)
