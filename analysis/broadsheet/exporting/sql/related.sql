-- one row per related item of the period's articles
from related semi join period_articles using (article_id)
