-- one row per provider of the story, the one with most items first
select provider_domain, count(*) as items, min(published_at) as first_published_at,
from story_items
where story_id = $story
group by provider_domain
order by items desc, provider_domain;
