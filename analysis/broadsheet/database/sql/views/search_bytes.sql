-- the length in bytes of what `search` looks through: title, excerpt and body.
create macro search_bytes(title, excerpt, body) as
    coalesce(strlen(title), 0) + coalesce(strlen(excerpt), 0) + coalesce(strlen(body), 0);
