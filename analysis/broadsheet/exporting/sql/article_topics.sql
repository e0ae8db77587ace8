-- one row per topic of the period's articles
from article_topics semi join period_articles using (article_id)
