-- one row per version of a document that was once at the path of one of the period's articles
from document_versions
semi join (
    from document_versions semi join period_articles using (article_id)
) using (document_id)
