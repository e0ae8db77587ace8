-- one row per item of the story, the lead first
select
    story_items.rank, items.title, items.provider_domain, items.quality, items.published_at,
    items.url, articles.archive, articles.path,
from story_items
join items using (item_id)
left join articles on articles.article_id = story_items.article_id
where story_id = $story
order by story_items.rank;
