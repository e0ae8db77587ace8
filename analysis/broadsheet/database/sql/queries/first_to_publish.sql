-- one row per provider, most often first on top
-- measures stories of two providers or more that it takes part in, those it is first in, their share;
-- sole_firsts, where no other provider's first item has the same time, and tied_firsts, where one
-- has, which count for each of them; items without a provider or a time stand aside, so two
-- providers are two with a dated item each
-- answers: who has it first?
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
    sole_firsts,
    tied_firsts,
from measured left join providers using (provider_domain)
order by firsts desc, stories desc, provider_domain;
