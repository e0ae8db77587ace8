-- domain and name are of one provider: the item's own document names one without a domain, so the
-- domain of the one who listed it must not be put beside that name
from items select * exclude (item_id, article_id, category, type) where as_lead = 1 and as_related = 1
