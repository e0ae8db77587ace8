-- one row per article that was first seen in a period, with `seen_at`, the first sight on the clock
-- of the time zone, and `hours` from its publication until then. What the first commit or load of an
-- archive brought is left out, since it may have been there before; so are articles without a time
-- of publication.
create macro first_sights(
    since, until, provider, tz, wanted_category := 'news', wanted_type := null
) as table
with
beginnings as (
    select archive, min(first_seen_at) as began_at from articles group by archive
)
select
    article_id,
    provider_domain,
    on_clock(first_seen_at, tz) as seen_at,
    (epoch_us(first_seen_at) - epoch_us(published_at)) / 3600000000 as hours,
from selected_articles(
    null, null, null, provider, tz,
    wanted_category := wanted_category, wanted_type := wanted_type
)
join beginnings using (archive)
where first_seen_at > began_at
    and published_precision = 'second'
    and (since is null or seen_at >= since::timestamp)
    and (until is null or seen_at < until::timestamp);
