-- one row: the first and the last day in UTC on which an article was published, and how many
-- providers and topics the articles have. The days are null where no article has a date.
select
    (min(published_at) at time zone 'UTC')::date as first_day,
    (max(published_at) at time zone 'UTC')::date as last_day,
    count(distinct provider_domain) as providers,
    (select count(distinct topic) from article_topics) as topics,
from articles;
