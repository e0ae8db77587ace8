-- one row per provider of an item of the period's articles
from providers
semi join (
    from items
    semi join (from mentions semi join period_articles using (article_id)) using (item_id)
) using (provider_domain)
