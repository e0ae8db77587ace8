-- no article of the period before is scored, so there is no change to split; nor an order of effects
from quality_change_decomposition(since := date '2021-03-02', until := date '2021-03-03')
