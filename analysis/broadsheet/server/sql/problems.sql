-- one row per fault found in a document; a filter that is null keeps all
select severity, code, archive, path, line, field, message, value,
from problems
where ($code is null or code = $code)
    and ($severity is null or severity = $severity)
    and (
        $search is null
        or contains(lower(concat_ws(' ', path, field, message, value)), lower($search))
    );
