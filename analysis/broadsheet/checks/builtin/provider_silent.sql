-- name: provider_silent
-- severity: warn
-- description: >-
--   A provider is silent for longer than its usual rate explains. The silence is less probable
--   than `probability` (see `silent_providers`, for providers with `least` articles). After `gone`
--   days of silence a provider counts as gone, and is no longer found.
-- message: "{provider_domain} is silent for {found} days; {expected} articles were usual"
-- parameters:
--   probability: 0.0001
--   gone: 56
--   least: 5
select
    provider_domain,
    days_silent as found,
    0 as expected_from,
    floor(silent.days_before * ($probability ** (-dispersion / silent.stories) - 1))::bigint
        as expected_to,
    round(silent.expected, 1) as expected,
    last_seen,
    format(
        '{}: {} days without an article, {:.1f} were usual',
        coalesce(provider_name, provider_domain), days_silent, silent.expected
    ) as contributor,
from silent_providers(until := $today, tz := $timezone, min_articles := $least) as silent
where probability < $probability and days_silent <= $gone
order by silent.expected desc, provider_domain;
