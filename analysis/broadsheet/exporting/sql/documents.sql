-- one row per file of the period's articles
from documents semi join period_articles using (article_id)
