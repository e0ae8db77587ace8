-- one row per article of a selection, with `local_at`, its publication on the clock of the time
-- zone, and `published_precision`, how exactly that is known: `day` or `second`. `since` and
-- `until` are dates or times on that clock; `until` is excluded. Undated articles are selected only
-- where neither is given. Two days more on either side, in UTC, cover every clock, and let DuckDB
-- skip files of other months.
create macro selected_articles(
    since, until, topic, provider, tz, wanted_category := 'news', wanted_type := null
) as table
select
    *,
    on_clock(published_at, tz) as local_at,
    published_precision(published_at) as published_precision,
from articles
where (since is null or local_at >= since::timestamp)
    and (until is null or local_at < until::timestamp)
    and (since is null or published_at >= (since::timestamp - interval 2 day) at time zone 'UTC')
    and (until is null or published_at < (until::timestamp + interval 2 day) at time zone 'UTC')
    and (topic is null or list_contains(topics, nfc_normalize(topic)))
    and (provider is null or provider_domain = lower(nfc_normalize(provider)))
    and is_kind(
        category_of(category, type, coalesce(provider_domain, provider_name), published_at),
        type, wanted_category, wanted_type
    );
