-- one row per fault found in the document, by line
select line, "column", field, code, severity, message, value
from problems
where path = $path and archive = $archive
order by line nulls first, "column";
