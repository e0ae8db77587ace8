-- one row per change of a field of a document that was once at the path of one of the period's articles
from article_changes
semi join (
    from document_versions semi join period_articles using (article_id)
) using (document_id)
