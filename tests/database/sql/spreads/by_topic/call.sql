-- an article counts once under each of its topics; the variances are 200/9 x 3/2 and 50/4 x 2; where
-- all are published, they count as so many stories: Wilson's interval of 3 of 3, and of 2 of 2, begins
-- at n / (n + 1.96²)
from spreads(date '2021-03-01', null, 'UTC', 'topic') order by group_key
