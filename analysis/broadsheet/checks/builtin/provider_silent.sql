-- name: provider_silent
-- severity: warn
-- description: >-
--   A provider whose silence is less probable than `probability` at its usual rate (see
--   `silent_providers`). After `gone` days of silence a provider counts as gone, and is no longer
--   found.
-- message: "{provider_domain} is silent for {found} days; {expected} articles were usual"
-- parameters:
--   probability: 0.00001
--   gone: 56
--   least: 5
select
    provider_domain,
    days_silent as found,
    0 as expected_from,
    floor(-ln($probability) / rate)::bigint as expected_to,
    expected,
    last_seen,
    format(
        '{}: {} days without an article, {:.1f} were usual',
        coalesce(provider_name, provider_domain), days_silent, expected
    ) as contributor,
from silent_providers(until := $today, tz := $timezone, min_articles := $least)
where probability < $probability and days_silent <= $gone
order by expected desc, provider_domain;
