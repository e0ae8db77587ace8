-- one row per version of a document of a selection, as `version_steps` has it, with `local_at`, its
-- commit on the clock of the time zone. `since` and `until` are dates or times on that clock;
-- `until` is excluded. What is gone counts for the provider that it had.
create macro selected_versions(
    since, until, provider, tz, wanted_category := 'news', wanted_type := null
) as table
select
    *,
    on_clock(committed_at, tz) as local_at,
from version_steps
where (since is null or local_at >= since::timestamp)
    and (until is null or local_at < until::timestamp)
    and (
        provider is null
        or coalesce(provider_domain, was_provider) = lower(nfc_normalize(provider))
    )
    and is_kind(kept_category, kept_type, wanted_category, wanted_type);
