-- one row per title that several items share, the most shared first
-- measures distinct items of the selected documents whose titles have the same words in the same order
-- (plain_words: case, punctuation and blanks aside), of at least 12 characters; title as most of them
-- write it (of equals the first by alphabet); their providers (nobody's is none), and the first and
-- last publication; across_providers leaves titles out that fewer than two providers have;
-- equals stand in order of their words
-- answers: which titles stand on several items?
create macro duplicate_titles(
    since := null, until := null, topic := null, provider := null, tz := 'UTC', category := 'news',
    type := null, across_providers := false, min_items := 2
) as table
with
selected as (
    from selected_articles(
        since, until, topic, provider, tz, wanted_category := category, wanted_type := type
    )
),
hashed as materialized (
    select item_id, hash(plain_words(items.title)) as words_hash,
    from items
    where items.title is not null
),
repeated as materialized (
    select item_id
    from hashed
    where words_hash in (
        select words_hash from hashed group by words_hash having count(*) >= greatest(min_items, 2)
    )
),
told as (
    select plain_words(items.title) as words, items.title, provider_domain, published_at,
    from items
    where item_id in (
        select item_id
        from mentions
        where item_id in (from repeated) and article_id in (select article_id from selected)
    )
),
shared as (
    select
        words,
        mode(told.title order by told.title) as usual_title,
        count(*) as item_count,
        count(distinct provider_domain) as provider_count,
        min(published_at) as first_published_at,
        max(published_at) as last_published_at,
    from told
    where length(words) >= 12
    group by words
)
select
    usual_title as title,
    item_count as items,
    provider_count as providers,
    first_published_at,
    last_published_at,
from shared
where item_count >= greatest(min_items, 2) and (not across_providers or provider_count > 1)
order by items desc, words;
