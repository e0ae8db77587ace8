-- one row per image of the document or of its related items, in their order
select images.related_position, images.position, images.width, images.height, images.url,
from images join articles using (article_id)
where articles.path = $path and articles.archive = $archive
order by images.related_position nulls first, images.position;
