-- one row per provider; a filter that is null keeps all
select provider_domain, name, articles, items, names, first_seen, last_seen,
from providers
where $search is null or contains(lower(concat_ws(' ', provider_domain, name)), lower($search));
