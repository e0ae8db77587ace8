-- one row per story; a filter that is null keeps all
select
    story_id, title, items, providers, documents, quality, first_published_at, last_published_at,
    span_hours,
from stories
where ($since is null or last_published_at >= $since::timestamptz)
    and ($until is null or first_published_at < $until::timestamptz)
    and (
        $provider is null
        or story_id in (
            select story_id from story_items where lower(provider_domain) = lower($provider)
        )
    )
    and ($search is null or contains(lower(title), lower($search)));
