-- name: freshness
-- severity: fail
-- description: >-
--   No new article for too long. The newest one is older than `hours`; articles dated after the
--   run do not count.
-- message: "The newest article is of {newest}, {found} hours ago; at most {expected_to} are usual"
-- parameters:
--   hours: 36
with
last as (
    select max(published_at) as last_at
    from selected_articles(null, null, null, null, 'UTC')
    where published_at <= $now
)
select
    strftime(on_clock(last_at, $timezone), '%Y-%m-%d %H:%M') as newest,
    date_diff('second', last_at, $now) / 3600 as found,
    0 as expected_from,
    $hours as expected_to,
from last
where last_at is null or found > $hours;
