-- one row per fault in a document of the period's articles
from problems
semi join (from documents semi join period_articles using (article_id)) using (archive, path)
