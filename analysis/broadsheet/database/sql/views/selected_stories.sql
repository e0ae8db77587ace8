-- one row per story of a selection, with `local_first_at`, the publication of its first item on the
-- clock of the time zone. `since` and `until` are dates or times on that clock; `until` is
-- excluded. Undated stories are selected only where neither is given. A story is of a topic, or of
-- a kind, if one of its documents is of both.
create macro selected_stories(
    since, until, topic, tz, wanted_category := 'news', wanted_type := null
) as table
select
    *,
    on_clock(first_published_at, tz) as local_first_at,
from stories
where (since is null or local_first_at >= since::timestamp)
    and (until is null or local_first_at < until::timestamp)
    and story_id in (
        select story_items.story_id
        from articles
        join mentions on mentions.article_id = articles.article_id and mentions.position = 0
        join story_items on story_items.item_id = mentions.item_id
        where (topic is null or list_contains(articles.topics, nfc_normalize(topic)))
            and is_kind(
                category_of(
                    articles.category,
                    articles.type,
                    coalesce(articles.provider_domain, articles.provider_name),
                    articles.published_at
                ),
                articles.type, wanted_category, wanted_type
            )
    );
