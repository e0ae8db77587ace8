-- one row per file seen at this path
select archive, path, status, reason, bytes, fingerprint, content_fingerprint
from documents
where path = $path and archive = $archive;
