-- one row per provider of an article or of a related item
select provider_domain from articles union select provider_domain from related;
