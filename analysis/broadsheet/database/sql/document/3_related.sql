-- one row per related item of the document, in its order
select related.position, related.title, related.provider_name, related.quality, related.published_at,
    related.url,
from related join articles using (article_id)
where articles.path = $path and articles.archive = $archive
order by related.position;
