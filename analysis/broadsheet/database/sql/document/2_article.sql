-- one row per article of the document
from articles where path = $path and archive = $archive;
