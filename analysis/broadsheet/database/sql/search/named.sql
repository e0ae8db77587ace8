-- one row per file that a text names: by its path, by the end of it, or with the archive's name
select archive, path
from documents
where $given in (path, archive || '/' || path) or ends_with(path, '/' || $given)
order by archive, path;
