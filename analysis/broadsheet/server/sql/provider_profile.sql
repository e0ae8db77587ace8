-- one row per profile that the archive has of the provider
select name, other_names, description, archive, path,
from provider_profiles
where lower(provider_domain) = lower($provider)
order by archive, path;
