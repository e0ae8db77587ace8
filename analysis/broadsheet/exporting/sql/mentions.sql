-- one row per mention of an item of the period's articles
from mentions semi join period_articles using (article_id)
