-- two documents of one URL are one item, told as the one with the lower id has it
from items select * exclude (item_id, article_id, category, type)
