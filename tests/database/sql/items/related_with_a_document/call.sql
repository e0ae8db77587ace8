-- the second item has its own document, whose word goes before that of the document that lists it,
-- though the latter comes first; the best known quality is the listed 70
from items select * exclude (item_id, article_id, category, type) order by url
