-- grain: one row per title that several items share, the most shared first
-- theme: copies
-- question: Which titles do several items share?
-- answer: Each shared title with the number of its items and providers.
-- example: from duplicate_titles() limit 3
-- parameters:
--   across_providers: If true, omit titles that fewer than two providers use.
--   min_items: Omit titles of fewer items, and of a single item in any case.
-- columns:
--   title: Title as most of these items write it; of equally frequent forms the first by alphabet.
--   items: Distinct items of the selected documents with this title.
--   providers: Distinct providers of these; items without a provider add none.
--   first_published_at: First publication of one of these.
--   last_published_at: Last publication of one of these.
-- definitions:
--   - >-
--     Titles are the same if their `plain_words` are, so case, punctuation and blanks do not
--     matter.
--   - The `plain_words` of a title must have at least 12 characters.
--   - Titles of the same number of items are in order of their `plain_words`.
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
listed as (
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
        mode(listed.title order by listed.title) as usual_title,
        count(*) as item_count,
        count(distinct provider_domain) as provider_count,
        min(published_at) as first_published_at,
        max(published_at) as last_published_at,
    from listed
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
