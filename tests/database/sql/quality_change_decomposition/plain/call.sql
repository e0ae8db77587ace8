-- both providers got better by 10 at a mean weight of 1/2, and two.example, the better one, went from
-- 1/4 to 3/4: 1/2 x 10 + -1/2 x (45 - 65), and 1/2 x 10 + 1/2 x (85 - 65), make 80 of 50
from quality_change_decomposition(since := date '2021-03-02', until := date '2021-03-03')
