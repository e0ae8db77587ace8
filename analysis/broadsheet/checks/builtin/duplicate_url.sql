-- name: duplicate_url
-- severity: warn
-- description: >-
--   An address that several documents have. One of them was published in the last `days` whole
--   days or later.
-- message: "{found} documents have the address {url}"
-- parameters:
--   days: 7
select
    url,
    count(*) as found,
    1 as expected_from,
    1 as expected_to,
    format('{}: {} documents, such as {}', url, count(*), max_by(path, published_at)) as contributor,
from repeated_items join articles using (article_id)
group by item_id, url
having max(on_clock(published_at, $timezone)) >= $today - $days::int
order by found desc, url;
