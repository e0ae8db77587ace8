-- one row per article of the period
from articles semi join period_articles using (article_id)
