-- two documents of one URL on a day are one item of that day; on another day it is an item again
from articles_by_date()
