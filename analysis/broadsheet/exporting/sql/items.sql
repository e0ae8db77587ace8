-- one row per item that an article of the period mentions, or is
from items
semi join (from mentions semi join period_articles using (article_id)) using (item_id)
