-- without a URL every mention is an item of its own, alike in all else or not
from items select * exclude (item_id, article_id, category, type) order by quality
