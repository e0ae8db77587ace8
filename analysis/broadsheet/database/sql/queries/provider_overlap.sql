-- grain: >-
--   one row per provider and other provider with enough stories each, the most joint stories first
-- theme: diversity
-- question: How alike are two providers?
-- answer: The stories that two providers share, compared with chance, and what they share of topics.
-- example: |-
--   from provider_overlap(min_stories := 10)
--   select provider_domain, other_domain, stories, share, lift, topic_overlap limit 3
-- parameters:
--   provider: Only pairs in which the first provider has this domain, in upper or lower case.
--   min_stories: Omit providers with fewer stories.
-- columns:
--   provider_domain: Domain of the provider.
--   provider_name: Usual name of the provider, from the table `providers`.
--   other_domain: Domain of the other provider.
--   other_name: Usual name of that provider, from the table `providers`.
--   stories: Stories in which both take part.
--   provider_stories: Stories in which the provider takes part.
--   other_stories: Stories in which the other takes part.
--   share: stories / provider_stories.
--   share_low: Lower end of the 95 % interval of share, by Wilson.
--   share_high: Upper end of that interval.
--   jaccard: stories / (provider_stories + other_stories - stories).
--   lift: >-
--     stories × all / (provider_stories × other_stories), how many times more often both meet than
--     independent providers would.
--   topic_overlap: >-
--     What the two distributions of articles over topics have in common, 0 to 1; null where a
--     provider has no article with a topic.
-- definitions:
--   - Each pair has two rows, one from either side.
--   - A provider takes part in a story with any item, alone or as related.
--   - All stories are those selected that have an item with a provider.
--   - >-
--     An article counts once under each of its topics. A topic's share is its part of the sum of
--     these counts.
--   - >-
--     topic_overlap is the sum over all topics of the lesser of the two shares. It is 1 where the
--     shares are the same, and 0 where no topic is.
--   - Topics are those of the selected articles; `since` and `until` bound their own publication.
--   - Rows with the same stories are in order of both domains.
-- source: >-
--   Wilson 1927, Probable Inference, JASA 22(158); Schoener 1968, The Anolis Lizards of Bimini,
--   Ecology 49(4), for the overlap.
create macro provider_overlap(
    since := null, until := null, topic := null, provider := null, tz := 'UTC',
    category := 'news', type := null, min_stories := 5
) as table
with
entries as materialized (
    select story_id, provider_domain as domain,
    from story_providers(since, until, topic, tz, wanted_category := category, wanted_type := type)
),
counted as (select count(distinct story_id) as n_all from entries),
taking_part as materialized (
    select domain, count(*) as n_stories
    from entries group by domain having count(*) >= min_stories
),
joint as (
    select one.domain, other.domain as other, count(*) as n_joint,
    from entries as one join entries as other using (story_id)
    where one.domain < other.domain
    group by one.domain, other.domain
),
tagged as (
    select domain, topic_name, count(*) as n,
    from (
        select provider_domain as domain, unnest(list_distinct(topics)) as topic_name,
        from selected_articles(
            since, until, topic, null, tz, wanted_category := category, wanted_type := type
        )
        where provider_domain is not null
    )
    group by domain, topic_name
),
weights as materialized (
    select domain, topic_name, n / sum(n) over (partition by domain) as weight, from tagged
),
alike as (
    select one.domain, other.domain as other, sum(least(one.weight, other.weight)) as common,
    from weights as one join weights as other using (topic_name)
    where one.domain < other.domain
    group by one.domain, other.domain
),
pairs as (
    select one.domain, other.domain as other, one.n_stories as n, other.n_stories as n_other,
    from taking_part as one join taking_part as other on one.domain <> other.domain
    where provider is null or one.domain = lower(nfc_normalize(provider))
),
compared as (
    select
        pairs.*,
        coalesce(joint.n_joint, 0) as n_joint,
        if(
            pairs.domain in (select domain from weights)
                and pairs.other in (select domain from weights),
            coalesce(alike.common, 0), null
        ) as common,
    from pairs
    left join joint
        on joint.domain = least(pairs.domain, pairs.other)
        and joint.other = greatest(pairs.domain, pairs.other)
    left join alike
        on alike.domain = least(pairs.domain, pairs.other)
        and alike.other = greatest(pairs.domain, pairs.other)
)
select
    compared.domain as provider_domain,
    providers.name as provider_name,
    other as other_domain,
    others.name as other_name,
    n_joint as stories,
    n as provider_stories,
    n_other as other_stories,
    n_joint / n as share,
    wilson_low(n_joint, n) as share_low,
    wilson_high(n_joint, n) as share_high,
    n_joint / (n + n_other - n_joint) as jaccard,
    n_joint / n * n_all / n_other as lift,
    common as topic_overlap,
from compared
cross join counted
left join providers on providers.provider_domain = compared.domain
left join providers as others on others.provider_domain = other
order by n_joint desc, compared.domain, other;
