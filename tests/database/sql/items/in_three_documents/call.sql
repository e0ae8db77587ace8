-- listed by three documents at several places, the item is one; the first mention is that of the
-- document with the lowest id, and its best quality, -3, that of the second
from items select * exclude (item_id, article_id, category, type) where as_lead = 0
