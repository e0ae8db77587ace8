-- grain: one row per provider and story that it missed, the story of the most peers first
-- theme: coverage
-- question: What did a provider miss that several of its peers had?
-- answer: >-
--   Stories in which at least `min_peers` peers of a provider take part, and the provider does not.
-- example: |-
--   from missed_stories(min_peers := 2, min_stories := 2, top := 3)
--   select provider_domain, title, peers, of_peers, quality
-- parameters:
--   provider: Only what the provider with this domain missed, in upper or lower case.
--   min_peers: Least number of peers that take part in the story.
--   min_stories: Least number of stories that a provider and its peer share.
-- columns:
--   provider_domain: Domain of the provider that missed the story.
--   provider_name: Usual name of the provider, from the table `providers`.
--   story_id: Identifier of the story.
--   title: Title of the head, the best item of the story.
--   url: Address of the head.
--   peers: Peers of the provider that take part in the story.
--   of_peers: All peers of the provider.
--   providers: Distinct providers of the story.
--   items: Items of the story.
--   quality: Best quality of an item; null where none is scored.
--   first_published_at: Publication of the first item.
-- definitions:
--   - A provider takes part in a story with any item, alone or as related.
--   - >-
--     Another provider is a peer if both take part in at least `min_stories` of the selected
--     stories.
--   - >-
--     A provider can miss a story only in its own time. The day of the story's first item, in UTC,
--     is not before the day of the provider's first item, nor after that of its last.
--   - Undated stories are missed by none.
--   - >-
--     Rows with the same peers are in order of quality, best first and unscored ones last, then of
--     the first publication, of title, of url and of domain.
create macro missed_stories(
    since := null, until := null, topic := null, provider := null, tz := 'UTC',
    category := 'news', type := null, min_peers := 3, min_stories := 3, top := 20
) as table
with
entries as materialized (
    select story_id, provider_domain as domain,
    from story_providers(since, until, topic, tz, wanted_category := category, wanted_type := type)
),
peers_of as (
    select one.domain, other.domain as peer,
    from entries as one join entries as other using (story_id)
    where one.domain <> other.domain
        and (provider is null or one.domain = lower(nfc_normalize(provider)))
    group by one.domain, other.domain
    having count(*) >= min_stories
),
company as materialized (  -- a provider's peers and itself, with the days of its own time
    select
        domain,
        unnest(list_append(list(peer), domain)) as member,
        count(*) as n_all,
        any_value(epoch_us(first_seen)) // 86400000000 as first_day,
        any_value(epoch_us(last_seen)) // 86400000000 as last_day,
    from peers_of join providers on providers.provider_domain = domain
    group by domain
),
big as materialized (
    select
        story_id,
        count(*) as n_providers,
        any_value(epoch_us(first_published_at)) // 86400000000 as day,
        coalesce(any_value(quality), -9223372036854775808) as worth,
    from entries join stories using (story_id)
    group by story_id
    having count(*) >= min_peers
),
-- A row has at most as many peers as its story has providers. So the rows of the largest stories, the
-- best of equal ones first, show which other stories can have a row of the answer.
largest as (
    from big order by n_providers desc, worth desc limit if(top > 10000, 0, top + 100)
),
found_first as (
    select count(*) as n_peers, any_value(worth) as worth,
    from largest
    join entries using (story_id)
    join company on member = entries.domain and day between first_day and last_day
    group by story_id, company.domain
    having not bool_or(member = company.domain)
),
least as (
    select n_peers as n_least, worth as worth_least,
    from found_first
    qualify row_number() over (order by n_peers desc, worth desc) = top
),
missed as (
    select story_id, company.domain, count(*) as n_peers, any_value(n_all) as n_all,
    from big left join least on true
    join entries using (story_id)
    join company on member = entries.domain and day between first_day and last_day
    where n_least is null
        or n_providers > n_least
        or (n_providers = n_least and worth >= worth_least)
    group by story_id, company.domain
    having count(*) >= min_peers and not bool_or(member = company.domain)
)
select
    missed.domain as provider_domain,
    providers.name as provider_name,
    missed.story_id,
    stories.title,
    head.url,
    n_peers as peers,
    n_all as of_peers,
    stories.providers,
    stories.items,
    stories.quality,
    stories.first_published_at,
from missed
join stories using (story_id)
join items as head on head.item_id = stories.head_item_id
join providers on providers.provider_domain = missed.domain
order by
    n_peers desc, stories.quality desc nulls last, stories.first_published_at, stories.title,
    head.url, missed.domain
limit top;
