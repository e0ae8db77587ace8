-- a document and the two items that it lists
from items select * exclude (item_id, article_id, category, type) order by url
