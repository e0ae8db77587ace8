-- an article in its own list stands in one document, as its own item and as related
from items select * exclude (item_id, article_id, category, type)
