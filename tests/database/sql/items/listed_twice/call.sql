-- two places in one list are one document that lists it, and the first place is the first mention
from items select * exclude (item_id, article_id, category, type) where as_lead = 0
