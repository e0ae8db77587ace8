-- nobody's articles are a provider's too; unscored 5 has no weight, and two.example, which has none
-- scored, no row; undated 7 lies in neither period
from quality_change_decomposition(since := date '2021-03-02', until := date '2021-03-03')
