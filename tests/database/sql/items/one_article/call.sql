-- an unscored article of nobody, undated, is an item all the same
from items select * exclude (item_id, article_id, category, type)
