-- one row per label of a selection, with its group and its story. By `provider`, the labels are the
-- distinct items of the articles, with the providers that they name. By `topic`, an article has a
-- label for each of its topics.
create macro group_labels(since, until, tz, grouped_by) as table
with
selected as (
    select article_id, topics from selected_articles(since, until, null, null, tz)
)
select story_id, provider_domain as group_key,
from (select distinct item_id from selected join mentions using (article_id))
join story_items using (item_id)
where grouped_by = 'provider' and provider_domain is not null
union all
select story_id, unnest(list_distinct(topics)) as group_key,
from selected join article_stories using (article_id)
where grouped_by = 'topic';
