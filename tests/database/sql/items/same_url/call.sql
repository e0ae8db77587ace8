-- two documents of one URL are one item, described as the one that was published first has it
from items select * exclude (item_id, article_id, category, type)
