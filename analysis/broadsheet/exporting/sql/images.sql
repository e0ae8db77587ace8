-- one row per image of the period's articles
from images semi join period_articles using (article_id)
