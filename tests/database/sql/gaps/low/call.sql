-- two articles are fewer than half of five, so 8 March is low; two of four are just half, which is usual;
-- from the 3rd to the 7th nothing is known of a week before
from gaps()
