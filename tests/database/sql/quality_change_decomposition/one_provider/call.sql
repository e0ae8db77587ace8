-- a single provider changes within itself alone, however many articles it has
from quality_change_decomposition(since := date '2021-03-02', until := date '2021-03-03')
