-- grain: one row per provider, most often first on top
-- theme: timing
-- question: Who has it first?
-- answer: In how many stories of several providers each provider is first, alone or tied.
-- example: |-
--   from first_to_publish()
--   select provider_domain, stories, firsts, share, share_low, share_high, expected_firsts limit 3
-- columns:
--   provider_domain: Domain of the provider.
--   provider_name: Usual name of the provider, from the table `providers`.
--   stories: Stories of two or more providers that this provider takes part in.
--   firsts: Stories in which it is first.
--   share: firsts / stories.
--   share_low: Lower end of the 95 % interval of share, by Wilson.
--   share_high: Upper end of that interval.
--   expected_firsts: Stories in which it would be first on average, if their items were in random order.
--   sole_firsts: Stories in which no other provider's first item has the same time.
--   tied_firsts: Stories in which another provider's first item has the same time.
-- definitions:
--   - A provider is first in a story if none has an earlier item in it.
--   - A tie counts as a first for each of the providers.
--   - >-
--     Items without a provider or without a time are ignored, so each of the two providers has a
--     timed item.
--   - An item published at exactly 00:00:00 UTC has a date and no time.
--   - >-
--     In random order, a provider with a of the n timed items of a story is first with the probability
--     a / n. expected_firsts is the sum of these.
--   - Rows with the same firsts are in order of stories, most first, then of domain.
-- source: Wilson 1927, Probable Inference, JASA 22(158).
create macro first_to_publish(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null,
    min_stories := 1
) as table
with measured as (
    select
        provider_domain,
        count(*) as stories,
        count(*) filter (is_first) as firsts,
        count(*) filter (is_first) / count(*) as share,
        sum(own_items / all_items order by own_items / all_items) as expected_firsts,
        count(*) filter (is_first and first_providers = 1) as sole_firsts,
        count(*) filter (is_first and first_providers > 1) as tied_firsts,
    from story_entries(since, until, topic, tz, wanted_category := category, wanted_type := type)
    group by provider_domain
    having count(*) >= min_stories
)
select
    provider_domain,
    providers.name as provider_name,
    stories,
    firsts,
    share,
    wilson_low(firsts, stories) as share_low,
    wilson_high(firsts, stories) as share_high,
    expected_firsts,
    sole_firsts,
    tied_firsts,
from measured left join providers using (provider_domain)
order by firsts desc, stories desc, provider_domain;
