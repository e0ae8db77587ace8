-- one row for the provider
from providers where lower(provider_domain) = lower($provider);
